// Charts with units on the axes, the limit drawn and named, labels at the lines' ends.
(function () {
  "use strict";
  var D = JSON.parse(document.getElementById("chart-data").textContent);
  function minutes(v) { var m = Math.floor(v / 60), s = Math.round(v % 60); return m + ":" + (s < 10 ? "0" : "") + s; }
  D.charts.forEach(function (c) {
    var chart = echarts.init(document.getElementById(c.id), null, { renderer: "svg" });
    chart.setOption({
      animation: false, textStyle: { fontFamily: "inherit", color: "#1F2328", fontSize: 14 },
      title: { text: c.title, textStyle: { fontSize: 17, color: "#1F2328" }, left: 0, top: 0 },
      grid: { left: 64, right: 150, top: 52, bottom: 40 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "value", min: 0, max: D.end, name: D.time, nameLocation: "middle", nameGap: 26,
               axisLabel: { formatter: minutes }, interval: D.step, splitLine: { show: false } },
      yAxis: { type: "value", name: c.unit, min: c.min, max: c.max, nameTextStyle: { align: "left" },
               splitLine: { lineStyle: { color: "#E6E2D8" } } },
      series: c.series.map(function (s, i) {
        var series = { name: s.name, type: "line", showSymbol: false, step: s.step ? "end" : false, data: s.data,
          lineStyle: { width: 2.5, color: s.colour, type: ["solid", "dashed", "dotted", [8, 3, 2, 3], [14, 4]][i % 5] },
          itemStyle: { color: s.colour },
          endLabel: { show: true, formatter: "{a}", color: s.colour, fontSize: 13, distance: 6 },
          labelLayout: { moveOverlap: "shiftY" } };
        if (i === 0 && c.limit) series.markLine = { symbol: "none", silent: true, lineStyle: { color: "#B3261E", type: "dashed" },
          label: { formatter: c.limit.name, position: "insideStartTop", color: "#B3261E" }, data: [{ yAxis: c.limit.value }] };
        return series;
      })
    });
    window.addEventListener("resize", function () { chart.resize(); });
    window.addEventListener("beforeprint", function () { chart.resize({ width: 660 }); });
    window.addEventListener("afterprint", function () { chart.resize({ width: "auto" }); });
  });
})();
