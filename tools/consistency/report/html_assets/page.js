"use strict";
(() => {
  const form = document.getElementById("filters");
  const search = document.getElementById("q");
  const told = document.getElementById("told");
  const selects = ["severity", "family", "state", "host"].map((name) => document.getElementById(name));
  const groups = [
    { of: ".finding", by: ["severity", "family", "state", "host"], called: "findings" },
    { of: ".tile", by: ["host"], called: "ports" },
    { of: ".service", by: ["host"], called: "services" },
    { of: "tr[data-text]", by: ["host"], called: "" },
  ].map((group) => ({ ...group, items: [...document.querySelectorAll(group.of)] }));
  const hosts = [...document.querySelectorAll(".host")];

  const chosen = () => Object.fromEntries(
    selects.map((select) => [select.id, select.selectedIndex > 0 ? select.value : ""]),
  );

  function matches(item, words, wanted, by) {
    if (!words.every((word) => item.dataset.text.includes(word))) return false;
    return by.every((name) => {
      if (!wanted[name] || (item.dataset[name] === undefined && name !== "host")) return !wanted[name];
      const value = item.dataset[name] || "";
      return name === "host" ? value.split("\n").includes(wanted[name]) : value === wanted[name];
    });
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = chosen();
    const counts = [];
    for (const group of groups) {
      let shown = 0;
      for (const item of group.items) {
        const keep = matches(item, words, wanted, group.by.filter((name) => item.closest(".ranges") === null || name !== "host"));
        item.classList.toggle("out", !keep);
        shown += keep ? 1 : 0;
      }
      if (group.called && shown < group.items.length) counts.push(`${shown} of ${group.items.length} ${group.called}`);
    }
    for (const host of hosts) host.classList.toggle("out", !host.querySelector(".tile:not(.out)"));
    told.value = counts.join(", ");
  }

  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      target.classList.remove("out");
      target.open = true;
      target.scrollIntoView();
    }
  }

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("hashchange", unfold);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(event.target.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll(".finding:not([open]):not(.out)")];
    for (const item of folded) item.open = true;
  });
  addEventListener("afterprint", () => folded.forEach((item) => { item.open = false; }));

  filter();
  unfold();
})();
