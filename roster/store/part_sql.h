/// The part of the tree below an organisation, for the head of a statement. Only for this folder.
#pragma once

/// Common table `part(id)`: the organisation with key :top and all below it. UNION ends circles.
#define ROSTER_PART_SQL                                                                            \
    "WITH RECURSIVE part(id) AS (SELECT id FROM organisation WHERE key = :top UNION "              \
    "SELECT o.id FROM organisation AS o JOIN part ON o.parent_id = part.id) "
