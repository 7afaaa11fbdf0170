import type { ReactNode } from "react";
import { Empty } from "../states/Empty";
import { Failed } from "../states/Failed";
import { Pending } from "../states/Pending";
import { More } from "../widgets/More";
import type { List } from "./list";

type Props = { label: string; columns: string[]; rows: ReactNode[]; none: string; total?: number | null; more?: (() => void) | null };

/** A table of its own width, which a narrow screen scrolls; it says how many rows are left out. */
export function Listing({ label, columns, rows, none, total, more }: Props) {
  if (!rows.length) return <Empty text={none} />;
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
        <table className="plain-table admin-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{rows}</tbody>
        </table>
      </div>
      <More shown={rows.length} total={total} more={more} />
    </>
  );
}

type ListedProps<Row> = Omit<Props, "rows" | "total" | "more"> & { list: List<Row>; row: (row: Row) => ReactNode };

/** A list of the API as such a table, with what is wrong or waited for. */
export function Listed<Row>({ list, row, ...props }: ListedProps<Row>) {
  if (!list.rows.length && list.failure) return <Failed failure={list.failure} again={list.again} />;
  if (!list.rows.length && list.fetching) return <Pending rows={6} />;
  return (
    <>
      <Listing {...props} rows={list.rows.map(row)} total={list.total} more={list.more ? list.next : null} />
      {list.failure && <Failed failure={list.failure} again={list.again} />}
    </>
  );
}
