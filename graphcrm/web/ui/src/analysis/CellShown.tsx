import { useTranslation } from "react-i18next";
import { number } from "../format";
import { Ref } from "../widgets/Ref";
import { isNode, wordsOf, type Cell } from "./answers";

/** A cell: a record leads to its page, a number is written as people write it, all else is text. */
export function CellShown({ cell }: { cell: Cell }) {
  const { t } = useTranslation();
  if (isNode(cell)) return <Ref to={{ __typename: cell.label, id: cell.node, name: cell.title }} />;
  if (typeof cell === "number") return <>{number(cell, 6)}</>;
  return <bdi>{wordsOf(cell, t("record.unnamed"))}</bdi>;
}
