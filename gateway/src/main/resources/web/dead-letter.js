// One dead letter: how it is asked for, whether it can be resent, and resending it.
import { call } from "./calls.js";

// Every reading of these gives the same again.
const FINAL = new Set(["CORRUPT_IMAGE", "UNREADABLE_EVENT"]);

export function query(filter, more = {}) {
  const set = Object.entries({ ...filter, ...more }).filter(([, value]) => value !== "" && value !== undefined);
  return "api/dead-letters?" + new URLSearchParams(set);
}

// Why a letter is not offered to be resent; empty if it is.
export function obstacle(one) {
  if (one.obstacle) return "It cannot be resent: " + one.obstacle + ".";
  return FINAL.has(one.reason) ? "It would be rejected again." : "";
}

export const resend = (one) => call("api/dead-letters/" + one.deadLetter.partition + "/" + one.deadLetter.offset + "/resend?stampNow=true", { method: "POST" });
