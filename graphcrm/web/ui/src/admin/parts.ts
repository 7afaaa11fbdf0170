import { may } from "../api/session";

/** The parts of `/admin`, each with the permissions of which one opens it. */
const PARTS: [string, string[]][] = [
  ["users", ["users.write"]],
  ["teams", ["users.write", "teams.write"]],
  ["fields", ["fields.write"]],
  ["policy", ["policy.read"]],
  ["duties", ["users.write"]],
  ["jobs", ["jobs.write"]],
  ["audit", ["audit.read"]],
];

/** What of it is for whoever looks; for most people nothing. */
export function parts(): string[] {
  return PARTS.filter(([, permissions]) => permissions.some(may)).map(([part]) => part);
}
