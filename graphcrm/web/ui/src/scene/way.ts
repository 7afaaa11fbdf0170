import { other, type Part, type SceneLink, type SceneNode } from "./model";

/** The people from one end to the other, the links between them, and what their strengths make when multiplied. */
export type Way = { people: SceneNode[]; links: SceneLink[]; value: number };

type Reached = { value: number; steps: number; by: SceneLink | null };

/** The way between two people whose links are strongest, multiplied, over what is shown; of two that are as strong the
 *  shorter. Links that tell no strength, such as lines of the chart, are no part of it, and it may go against an arrow. */
export function bestWay(part: Part, from: SceneNode, to: SceneNode): Way | null {
  if (from === to || !part.has(from) || !part.has(to)) return null;
  const beside = besideOf(part.links);
  const reached = new Map<SceneNode, Reached>([[from, { value: 1, steps: 0, by: null }]]);
  const open = new Set([from]);
  // Ends: each round takes somebody out for good, since no link makes a way stronger.
  while (open.size) {
    const here = strongest(open, reached);
    open.delete(here);
    if (here === to) return back(reached, from, to);
    const { value, steps } = reached.get(here)!;
    for (const link of beside.get(here) ?? []) {
      const next = other(link, here);
      const found = { value: value * link.value!, steps: steps + 1, by: link };
      const known = reached.get(next);
      if (known && !better(found, known)) continue;
      reached.set(next, found);
      open.add(next);
    }
  }
  return null;
}

function besideOf(links: readonly SceneLink[]): Map<SceneNode, SceneLink[]> {
  const beside = new Map<SceneNode, SceneLink[]>();
  for (const link of links) {
    if (!link.value) continue;
    for (const end of [link.source, link.target]) {
      const known = beside.get(end);
      if (known) known.push(link);
      else beside.set(end, [link]);
    }
  }
  return beside;
}

function better(one: Reached, two: Reached): boolean {
  return one.value > two.value || (one.value === two.value && one.steps < two.steps);
}

function strongest(open: ReadonlySet<SceneNode>, reached: ReadonlyMap<SceneNode, Reached>): SceneNode {
  const [first, ...rest] = open;
  return rest.reduce((best, one) => (better(reached.get(one)!, reached.get(best)!) ? one : best), first!);
}

function back(reached: ReadonlyMap<SceneNode, Reached>, from: SceneNode, to: SceneNode): Way {
  const people = [to];
  const links: SceneLink[] = [];
  // Ends: each step is one nearer to where the way begins.
  for (let at = to; at !== from; at = people[0]!) {
    const { by } = reached.get(at)!;
    links.unshift(by!);
    people.unshift(other(by!, at));
  }
  return { people, links, value: reached.get(to)!.value };
}
