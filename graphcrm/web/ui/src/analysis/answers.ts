/** What statements and questions give, in one form: cells that are values, records, relations, paths. */
export type Node = { node: string; label: string; title: string | null; properties: Record<string, unknown> };
export type Relation = { relation: string; from: string | null; to: string | null; properties: Record<string, unknown> };
export type Path = { path: (Node | Relation)[] };
export type Cell = null | boolean | number | string | Cell[] | Node | Relation | Path | { [key: string]: Cell };

export type Table = { columns: string[]; rows: Cell[][]; truncated: boolean };

/** A record as a named question tells it. */
type Told = { type: string; id: string; externalId: string | null; title: string | null };
export type Answered = { columns: { name: string; type: string }[]; rows: Record<string, unknown>[]; truncated: boolean };

export type Input = { name: string; type: string; many: boolean; default: string | null; size: number | null; bounds: [number, number] | null; words: string[]; nouns: string[] };
export type Question = { path: string; sentence: string; inputs: Input[]; columns: { name: string; type: string }[]; examples: string[]; cypher: string };

export const isNode = (cell: unknown): cell is Node => isMap(cell) && "node" in cell && "label" in cell;
export const isRelation = (cell: unknown): cell is Relation => isMap(cell) && "relation" in cell;
export const isPath = (cell: unknown): cell is Path => isMap(cell) && Array.isArray(cell.path);
const isTold = (cell: unknown): cell is Told => isMap(cell) && "id" in cell && "type" in cell && "externalId" in cell && "title" in cell;

function isMap(cell: unknown): cell is Record<string, unknown> {
  return typeof cell === "object" && cell !== null && !Array.isArray(cell);
}

/** The answer of a question as a table like any other. */
export function tableOf({ columns, rows, truncated }: Answered): Table {
  return { columns: columns.map(({ name }) => name), rows: rows.map((row) => columns.map(({ name }) => cellOf(row[name]))), truncated };
}

function cellOf(cell: unknown): Cell {
  if (Array.isArray(cell)) return cell.map(cellOf);
  if (isTold(cell)) return { node: cell.id, label: cell.type, title: cell.title, properties: { externalId: cell.externalId } };
  if (isMap(cell)) return Object.fromEntries(Object.entries(cell).map(([name, value]) => [name, cellOf(value)]));
  return cell as Cell;
}

/** All nodes and relations of a table, each once: of a relation those of which both ends are there. */
export function graphOf(table: Table): { nodes: Node[]; relations: Relation[] } {
  const nodes = new Map<string, Node>();
  const relations = new Map<string, Relation>();
  const look = (cell: Cell): void => {
    if (isNode(cell)) nodes.set(cell.node, cell);
    else if (isRelation(cell)) relations.set(`${cell.relation} ${cell.from} ${cell.to} ${JSON.stringify(cell.properties)}`, cell);
    else if (isPath(cell)) cell.path.forEach(look);
    else if (Array.isArray(cell)) cell.forEach(look);
    else if (isMap(cell)) Object.values(cell).forEach((one) => look(one as Cell));
  };
  table.rows.forEach((row) => row.forEach(look));
  return { nodes: [...nodes.values()], relations: [...relations.values()].filter(({ from, to }) => from !== null && to !== null && nodes.has(from) && nodes.has(to)) };
}

/** A cell in words, as the table shows it. */
export function wordsOf(cell: Cell, unnamed: string): string {
  if (cell === null) return "";
  if (isNode(cell)) return cell.title ?? unnamed;
  if (isRelation(cell)) return [cell.relation, ...Object.entries(cell.properties).map(([name, value]) => `${name} ${String(value)}`)].join(", ");
  if (isPath(cell)) return cell.path.map((part) => (isNode(part) ? (part.title ?? unnamed) : `– ${part.relation} –`)).join(" ");
  if (Array.isArray(cell)) return cell.map((one) => wordsOf(one, unnamed)).join("; ");
  if (isMap(cell)) return Object.entries(cell).map(([name, value]) => `${name}: ${wordsOf(value as Cell, unnamed)}`).join(", ");
  return String(cell);
}
