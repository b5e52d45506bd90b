// The film: one floor at a time on a canvas, with smoke, doors and people. Plays on opening.
(function () {
  "use strict";
  var D = JSON.parse(document.getElementById("film-data").textContent), W = D.words;
  var canvas = document.getElementById("film-canvas"), g = canvas.getContext("2d");
  var playButton = document.getElementById("film-play"), slider = document.getElementById("film-time");
  var clock = document.getElementById("film-clock"), levels = document.getElementById("film-levels");
  var speeds = document.getElementById("film-speeds"), caption = document.getElementById("film-caption");
  var level = D.level, time = 0, speed = 20, playing = false, last = 0;
  var cursor = {}; // per list: where the last look-up stood

  // Newest entry of [[t, ...], ...] not after now.
  function at(list, key) {
    var i = cursor[key] || 0;
    if (i >= list.length || list[i][0] > time) i = 0;
    while (i + 1 < list.length && list[i + 1][0] <= time) i++;
    cursor[key] = i;
    return list.length && list[i][0] <= time ? list[i] : null;
  }

  var view = { scale: 1, x: 0, y: 0 };
  function fit() {
    var b = D.levels[level].box, width = canvas.clientWidth || 1000;
    var scale = (width - 24) / (b[2] - b[0]);
    var height = Math.min(560, Math.max(220, (b[3] - b[1]) * scale + 24));
    scale = Math.min(scale, (height - 24) / (b[3] - b[1]));
    var dpr = window.devicePixelRatio || 1;
    canvas.style.height = height + "px";
    canvas.width = width * dpr; canvas.height = height * dpr;
    g.setTransform(dpr, 0, 0, dpr, 0, 0);
    view = { scale: scale, x: (width - (b[2] - b[0]) * scale) / 2 - b[0] * scale,
             y: (height + (b[3] - b[1]) * scale) / 2 + b[1] * scale, w: width, h: height };
  }
  function X(x) { return view.x + x * view.scale; }
  function Y(y) { return view.y - y * view.scale; }
  function path(points) {
    g.beginPath();
    for (var i = 0; i < points.length; i += 2) {
      if (i) g.lineTo(X(points[i]), Y(points[i + 1])); else g.moveTo(X(points[i]), Y(points[i + 1]));
    }
    g.closePath();
  }
  var GREY = [0, 0.25, 0.5, 0.8, 0.92];
  function smokeClass(v) { return v >= 10 ? 0 : v >= 5 ? 1 : v >= 3 ? 2 : v >= 1 ? 3 : 4; }
  function hatch(points) {
    g.save(); path(points); g.clip(); g.strokeStyle = "rgba(20,20,20,.55)"; g.lineWidth = 1;
    g.beginPath();
    for (var k = -view.h; k < view.w + view.h; k += 9) { g.moveTo(k, 0); g.lineTo(k + view.h, view.h); }
    g.stroke(); g.restore();
  }
  function drawCells() {
    D.cells.forEach(function (c, i) {
      if (c.level !== level && c.levels.indexOf(level) < 0) return;
      var s = at(c.s, "c" + i); if (!s) return;
      var k = smokeClass(s[1] / 10);
      if (!k) return;
      path(c.p); g.fillStyle = "rgba(70,70,70," + GREY[k] + ")"; g.fill();
      if (k >= 3) hatch(c.p);
    });
  }
  // Dark letters with a light rim read on white and on smoke.
  function label(text, x, y) {
    g.lineWidth = 3; g.lineJoin = "round"; g.strokeStyle = "rgba(255,255,255,.85)"; g.strokeText(text, x, y);
    g.fillText(text, x, y);
  }
  function drawPlan() {
    var L = D.levels[level];
    L.spaces.forEach(function (s) { path(s.p); g.fillStyle = s.o ? "#EEF3EA" : "#FFFFFF"; g.fill(); });
    L.beds.forEach(function (b) { path(b); g.strokeStyle = "#C9C2B4"; g.lineWidth = 1; g.stroke(); });
    drawCells();
    g.strokeStyle = "#2B2F33"; g.lineWidth = 1;
    L.spaces.forEach(function (s) { if (!s.o) { path(s.p); g.stroke(); } });
    g.lineWidth = Math.max(1.5, 0.16 * view.scale); g.lineCap = "round";
    g.beginPath();
    L.walls.forEach(function (w) { g.moveTo(X(w[0]), Y(w[1])); g.lineTo(X(w[2]), Y(w[3])); });
    g.stroke();
    g.strokeStyle = "#5B8DB8"; g.lineWidth = 3; g.beginPath();
    L.windows.forEach(function (w) { g.moveTo(X(w[0]), Y(w[1])); g.lineTo(X(w[2]), Y(w[3])); });
    g.stroke();
    L.doors.forEach(function (d) {
      var s = at(d.s, "d" + d.i), open = s ? s[1] / 100 : 0;
      var hx = d.a[0], hy = d.a[1], dx = d.a[2] - hx, dy = d.a[3] - hy, angle = open * Math.PI / 2 * d.w;
      g.strokeStyle = "#8A6D3B"; g.lineWidth = 2.5; g.beginPath(); g.moveTo(X(hx), Y(hy));
      g.lineTo(X(hx + dx * Math.cos(angle) - dy * Math.sin(angle)), Y(hy + dx * Math.sin(angle) + dy * Math.cos(angle)));
      g.stroke();
    });
    g.fillStyle = "#5E656D"; g.textAlign = "center"; g.textBaseline = "middle";
    g.font = Math.max(10, Math.min(15, view.scale * 0.85)) + "px sans-serif";
    if (view.scale > 11) L.spaces.forEach(function (s) { if (!s.o && s.big) label(s.n, X(s.c[0]), Y(s.c[1])); });
  }
  function drawFires() {
    D.fires.forEach(function (f, i) {
      if (f.level !== level) return;
      var s = at(f.s, "f" + i); if (!s || s[1] <= 0) return;
      var r = 5 + Math.sqrt(s[1]) * 0.35;
      g.fillStyle = "#D1495B"; g.beginPath(); g.moveTo(X(f.x), Y(f.y) - r * 1.6);
      g.bezierCurveTo(X(f.x) + r * 1.3, Y(f.y) - r * 0.2, X(f.x) + r, Y(f.y) + r, X(f.x), Y(f.y) + r);
      g.bezierCurveTo(X(f.x) - r, Y(f.y) + r, X(f.x) - r * 1.3, Y(f.y) - r * 0.2, X(f.x), Y(f.y) - r * 1.6);
      g.fill();
    });
  }
  var COLOUR = ["#1F5FA8", "#7A4EAB", "#5E656D", "#A32020", "#2E7D4F", "#C77700"];
  function drawPerson(p, s, next) {
    var x = s[1] / 100, y = s[2] / 100;
    if (next && next[0] - s[0] <= 2 && next[3] === s[3]) {
      var k = (time - s[0]) / (next[0] - s[0]);
      x += (next[1] - s[1]) / 100 * k; y += (next[2] - s[2]) / 100 * k;
    }
    var px = X(x), py = Y(y), r = Math.max(5, 0.26 * view.scale);
    g.fillStyle = COLOUR[p.g]; g.strokeStyle = "#fff"; g.lineWidth = 1.2;
    if (s[4] === 3) {
      g.strokeStyle = "#000"; g.lineWidth = 3; g.beginPath();
      g.moveTo(px - r, py - r); g.lineTo(px + r, py + r); g.moveTo(px + r, py - r); g.lineTo(px - r, py + r); g.stroke();
      return;
    }
    g.beginPath();
    if (p.g === 4) { g.moveTo(px, py - r * 1.15); g.lineTo(px + r, py + r * 0.8); g.lineTo(px - r, py + r * 0.8); g.closePath(); }
    else if (p.g === 5) g.rect(px - r * 1.3, py - r * 0.65, r * 2.6, r * 1.3);
    else if (p.g === 3) g.rect(px - r, py - r, 2 * r, 2 * r);
    else g.arc(px, py, r, 0, 7);
    g.fill(); g.stroke();
    if (p.g === 1) { g.strokeStyle = COLOUR[1]; g.beginPath(); g.arc(px, py, r + 3, 0, 7); g.stroke(); }
    if (p.n && (p.g === 0 || p.g === 1)) {
      g.font = "13px sans-serif"; g.fillStyle = "#1F2328"; g.textAlign = "center"; g.textBaseline = "bottom";
      label(p.n, px, py - r - 2);
    }
  }
  function drawPeople() {
    D.people.forEach(function (p, i) {
      var s = at(p.s, "p" + i); if (!s || s[3] !== level || s[5]) return;
      drawPerson(p, s, p.s[(cursor["p" + i] || 0) + 1]);
    });
  }
  function two(n) { return (n < 10 ? "0" : "") + n; }
  function draw() {
    g.clearRect(0, 0, view.w, view.h);
    g.fillStyle = "#FBFAF7"; g.fillRect(0, 0, view.w, view.h);
    drawPlan(); drawFires(); drawPeople();
    var t = Math.floor(time);
    clock.textContent = two(Math.floor(t / 60)) + ":" + two(t % 60);
    slider.value = time;
    var said = null;
    for (var i = 0; i < D.captions.length && D.captions[i][0] <= time; i++) said = D.captions[i];
    caption.textContent = said ? two(Math.floor(said[0] / 60)) + ":" + two(Math.floor(said[0] % 60)) + "　" + said[1] : "";
  }
  function setPlaying(on) {
    playing = on; playButton.textContent = on ? W.pause : W.play; last = 0;
    if (on) requestAnimationFrame(tick);
  }
  function tick(now) {
    if (!playing) return;
    if (last) time += Math.min(0.2, (now - last) / 1000) * speed;
    last = now;
    if (time >= D.end) { time = D.end; draw(); setPlaying(false); return; }
    draw(); requestAnimationFrame(tick);
  }
  function choices(parent, items, current, choose) {
    items.forEach(function (item, i) {
      var b = document.createElement("button");
      b.type = "button"; b.textContent = item.text; b.setAttribute("aria-pressed", String(item.value === current));
      b.onclick = function () {
        Array.prototype.forEach.call(parent.children, function (c, k) { c.setAttribute("aria-pressed", String(k === i)); });
        choose(item.value);
      };
      parent.appendChild(b);
    });
  }
  choices(levels, D.levels.map(function (l, i) { return { text: l.name, value: i }; }), level, function (v) { level = v; fit(); draw(); });
  choices(speeds, [1, 5, 20, 60].map(function (v) { return { text: "×" + v, value: v }; }), speed, function (v) { speed = v; });
  playButton.onclick = function () { if (!playing && time >= D.end) time = 0; setPlaying(!playing); };
  slider.max = D.end;
  slider.oninput = function () { time = Number(slider.value); draw(); };
  document.addEventListener("keydown", function (e) {
    if (e.target !== document.body && e.target !== canvas) return;
    if (e.key === " ") { e.preventDefault(); playButton.onclick(); }
    if (e.key === "ArrowRight") { time = Math.min(D.end, time + 5); draw(); }
    if (e.key === "ArrowLeft") { time = Math.max(0, time - 5); draw(); }
  });
  window.addEventListener("resize", function () { fit(); draw(); });
  // On paper the film stands still at the moment that the report talks about.
  window.addEventListener("beforeprint", function () { setPlaying(false); time = D.still; fit(); draw(); });
  window.yanlianFilm = { seek: function (t) { setPlaying(false); time = t; draw(); }, level: function (l) { levels.children[l].click(); },
                         state: function () { return { time: time, level: level, playing: playing }; } };
  fit(); draw();
  // "#t=300" opens the film standing at that second.
  var asked = /[#&]t=([0-9.]+)/.exec(location.hash);
  if (asked) window.yanlianFilm.seek(Math.min(D.end, Number(asked[1]))); else setPlaying(true);
})();
