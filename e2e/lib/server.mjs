//! The program itself, with the demonstration space in a folder of its own.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether there is a program to try: `EDEFYN_BIN` names it. */
export const program = process.env.EDEFYN_BIN;

/**
 * Starts the demonstration on a free port and waits until it says, as one line of JSON, where it
 * listens: `address`, and `sign_in`, a one-time link for each role. `stop()` ends it and clears up.
 */
export async function serveDemonstration({ patience = 120_000 } = {}) {
  const data = await mkdtemp(join(tmpdir(), "edefyn-e2e-"));
  const child = spawn(
    program,
    ["demo", "--serve", "--data", data, "--listen", "127.0.0.1:0", "--json"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let trouble = "";
  child.stderr.on("data", (text) => {
    trouble = (trouble + text).slice(-4000);
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
    await rm(data, { recursive: true, force: true });
  };
  try {
    return { ...(await announced(child, patience, () => trouble)), data, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** One-time links for a server that runs already, as `sign_in`: each works once. */
export async function freshLinks({ address, data }) {
  const { host } = new URL(address);
  const made = await run(program, ["demo", "--data", data, "--listen", host, "--json"]);
  return parsed(made.stdout.trim().split("\n").at(-1));
}

function announced(child, patience, trouble) {
  return new Promise((resolve, reject) => {
    const failed = (why) => reject(new Error(`${program} ${why}\n${trouble()}`));
    const timer = setTimeout(() => failed(`said nothing for ${patience} ms`), patience);
    child.once("error", (error) => failed(error.message));
    child.once("exit", (code) => failed(`ended with ${code}`));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const said = parsed(line);
      if (!said?.address) return;
      clearTimeout(timer);
      resolve(said);
    });
  });
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
