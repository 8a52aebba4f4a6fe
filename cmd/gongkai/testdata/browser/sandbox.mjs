// What was archived can do nothing: a page that tries every way of HTML to run, to load and to
// lead away is shown as a picture of itself.
import { until, visit } from "./visit.mjs";

// tricks are what the page asks for where nobody prevents it: the control.
const tricks = ["head-script", "body-script", "body-onload", "image.png", "onerror", "stylesheet.css", "import.css", "background.png", "svg-onload", "frame.html", "srcdoc", "style.png"];

const planted = "枫溪县民政局2023年政府信息公开工作年度报告";

export function sandboxes(plan) {
  return [
    { name: "hostile page: its tricks work by themselves", run: (browser, faults) => control(browser, plan, faults) },
    { name: "hostile page: nothing runs in the archived copy", run: (browser, faults) => visit(browser, plan.hostile, faults, {}, (page) => archived(page, plan, faults)) },
    { name: "hostile page: not cleaned, the frame still holds it", run: (browser, faults) => visit(browser, plan.hostile, faults, { allowed: () => true, refused: true }, (page) => uncleaned(page, plan, faults)) },
    { name: "headers of the archived page", run: (browser, faults) => headers(plan, faults) },
  ];
}

// control opens the page as it was planted, so that silence elsewhere means something.
async function control(browser, plan, faults) {
  const context = await browser.newContext();
  const asked = new Set();
  context.on("request", (request) => asked.add(new URL(request.url()).pathname.replace("/control/", "")));
  const page = await context.newPage();
  await page.goto(`${plan.bait}/control.html`, { waitUntil: "commit" }).catch(() => {});
  await until("the tricks", () => tricks.every((t) => asked.has(t))).catch(() => faults.add(`these tricks do not work even unprevented: ${tricks.filter((t) => !asked.has(t))}`));
  await context.close();
}

async function report(plan) {
  const reports = await (await fetch(`${plan.hostile}/api/v1/reports`)).json();
  return `${plan.hostile}/reports/${encodeURIComponent(reports[0].report_id)}`;
}

async function archived(page, plan, faults) {
  const address = `${await report(plan)}?figure=narrative_published_total`;
  await page.goto(address);
  const frame = page.frameLocator("#evidence");
  await until("the archived copy", async () => (await frame.locator(".gongkai-mark-selected").innerText()).includes("137"));
  faults.unless((await frame.locator("body").innerText()).includes(planted), "the archived copy does not show its text");
  const found = await frame.locator("html").evaluate((html) => ({
    elements: [...html.querySelectorAll("script, iframe, frame, object, embed, img, image, video, audio, form, input, button, base, link, svg, template, noscript, meta[http-equiv=refresh]")].map((e) => e.outerHTML),
    handlers: [html, ...html.querySelectorAll("*")].flatMap((e) => [...e.attributes].filter((a) => /^on|^(src|srcset|background|ping|action)$/.test(a.name)).map((a) => `${e.tagName} ${a.name}`)),
    links: [...html.querySelectorAll("a[href]")].filter((a) => !/^https?:/.test(a.href)).map((a) => a.outerHTML),
  }));
  for (const [what, list] of Object.entries(found)) faults.equal(list.join("\n"), "", `left in the archived copy: ${what}`);
  faults.equal(page.frames().length, 2, "frames, the page's own among them");
  faults.equal(page.url(), address, "the address after the archived page was shown");
  faults.unless((await page.title()).includes("Gongkai") || (await page.title()).includes("公开"), `the title became ${await page.title()}`);
  await leavesNothing(page, faults);
}

// leavesNothing: the frame's page has no origin, so no script of another could reach it, and it
// keeps nothing.
async function leavesNothing(page, faults) {
  const reach = await page.evaluate(() => {
    const frame = document.getElementById("evidence");
    return { document: frame.contentDocument === null, cookie: document.cookie, sandbox: frame.getAttribute("sandbox") };
  });
  faults.unless(reach.document, "our page can reach into the archived one: it shares our origin");
  faults.equal(reach.cookie, "", "cookies");
  faults.equal(reach.sandbox, "", "the frame's sandbox");
}

// uncleaned hands the planted bytes to the frame in place of the cleaned ones, under the headers
// that the server sends. Were the cleaning to miss something, these must hold by themselves: the
// bait fails the test when it is asked for anything.
async function uncleaned(page, plan, faults) {
  const bytes = await (await fetch(`${plan.bait}/caught.html`)).text();
  let served = 0;
  await page.route("**/evidence*", async (route) => {
    const response = await route.fetch();
    served++;
    await route.fulfill({ response, body: bytes });
  });
  const address = await report(plan);
  await page.goto(address);
  const body = page.frameLocator("#evidence").locator("body");
  await until("the planted bytes in the frame", async () => served === 1 && (await body.innerText()).includes(planted));
  for (const id of ["script-link", "top-link", "submit"]) {
    await page.frameLocator("#evidence").locator(`#${id}`).click();
  }
  // The answers to the clicks come before the answer to this.
  await page.evaluate(() => fetch("/healthz").then((r) => r.text()));
  faults.equal(page.url(), address, "the address after clicking what the page offers");
  faults.equal(page.context().pages().length, 1, "windows");
}

// headers: the policy that goes with the archived page takes every power from it.
async function headers(plan, faults) {
  const answer = await fetch(`${await report(plan)}/evidence`);
  const policy = answer.headers.get("content-security-policy") ?? "";
  const parts = policy.split(";").map((p) => p.trim());
  for (const want of ["sandbox", "default-src 'none'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'"]) faults.unless(parts.includes(want), `the policy lacks ${want}: ${policy}`);
  faults.unless(!/allow-|script-src|connect-src|frame-src/.test(policy), `the policy allows something: ${policy}`);
  faults.equal(answer.headers.get("x-content-type-options"), "nosniff", "X-Content-Type-Options");
  faults.equal(answer.headers.get("referrer-policy"), "no-referrer", "Referrer-Policy");
  const page = await fetch(await report(plan));
  faults.unless(!/unsafe|script-src [^;]*\*/.test(page.headers.get("content-security-policy") ?? "unsafe"), `the page's policy: ${page.headers.get("content-security-policy")}`);
}
