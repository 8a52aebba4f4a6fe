// Reads a plan from standard input, walks the dashboards with a real browser, and writes a line
// of JSON for each check: its name and its faults. The Go test beside it makes them subtests.
import { chromium } from "playwright-core";
import { text } from "node:stream/consumers";
import { Faults } from "./faults.mjs";
import { audits } from "./audit.mjs";
import { desks } from "./desk.mjs";
import { drafts } from "./draft.mjs";
import { figures } from "./figure.mjs";
import { compares } from "./compare.mjs";
import { journeys } from "./journey.mjs";
import { keyboards } from "./keyboard.mjs";
import { languages } from "./language.mjs";
import { lists } from "./lists.mjs";
import { kinds } from "./kinds.mjs";
import { takeaways } from "./takeaway.mjs";
import { sandboxes } from "./sandbox.mjs";

const atOnce = 3; // the browser and the dashboards share the machine

// A process of its own for each archived page that is shown would be a third of all work; what
// its sandbox forbids, it forbids without. The others are what Playwright turns off by the same flag,
// of which the last one counts.
const off = ["IsolateSandboxedIframes", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay",
  "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "OptimizationHints", "NetworkTimeServiceQuerying"];

const plan = JSON.parse(await text(process.stdin));
const browser = await chromium.launch({
  executablePath: plan.executable,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    `--disable-features=${off}`],
});

// A check is a name and a function of the plan, the browser and the faults that it fills.
const checks = [figures, journeys, compares, keyboards, languages, lists, kinds, sandboxes, takeaways, drafts, audits, desks].flatMap((list) => list(plan));
const waiting = [...checks];

async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const faults = new Faults();
    const began = Date.now();
    try {
      await check.run(browser, faults);
    } catch (error) {
      faults.add(String(error.stack ?? error).split("\n").slice(0, 8).join("\n"));
    }
    console.log(JSON.stringify({ name: check.name, faults: faults.list, milliseconds: Date.now() - began }));
  }
}

await Promise.all(Array.from({ length: atOnce }, work));
await browser.close();
console.log(JSON.stringify({ done: checks.length }));
