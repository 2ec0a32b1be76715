"use strict";
(() => {
  const form = document.getElementById("filters");
  const search = document.getElementById("q");
  const told = document.getElementById("told");
  const selects = ["severity", "family", "state", "host", "port"].map((name) => document.getElementById(name));
  const groups = [
    { of: ".finding", by: ["severity", "family", "state", "host"], called: "findings" },
    { of: ".tile", by: ["host", "port"], called: "ports" },
    { of: ".service", by: ["host"], called: "services" },
    { of: ".ranges tr[data-text]", by: [], called: "ranges" },
    { of: ".ages tr[data-text]", by: ["host"], called: "" },
  ].map((group) => ({ ...group, items: [...document.querySelectorAll(group.of)] }));
  const holders = [...document.querySelectorAll(".host, main > section")].map((holder) => (
    { holder, items: [...holder.querySelectorAll("[data-text]")] }
  ));

  const chosen = () => Object.fromEntries(
    selects.map((select) => [select.id, select.selectedIndex > 0 ? select.value : ""]),
  );

  function matches(item, words, wanted, by) {
    if (!words.every((word) => item.dataset.text.includes(word))) return false;
    return by.every((name) => !wanted[name] || (item.dataset[name] || "").split("\n").includes(wanted[name]));
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = chosen();
    const counts = [];
    for (const group of groups) {
      let shown = 0;
      for (const item of group.items) {
        const keep = matches(item, words, wanted, group.by);
        item.classList.toggle("out", !keep);
        shown += keep ? 1 : 0;
      }
      if (group.called && shown < group.items.length) counts.push(`${shown} of ${group.items.length} ${group.called}`);
    }
    for (const { holder, items } of holders) {
      holder.classList.toggle("out", items.length > 0 && items.every((item) => item.classList.contains("out")));
    }
    told.value = counts.join(", ");
  }

  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      for (let held = target; held; held = held.parentElement) held.classList.remove("out");
      target.open = true;
      target.scrollIntoView();
      requestAnimationFrame(() => target.scrollIntoView());
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
