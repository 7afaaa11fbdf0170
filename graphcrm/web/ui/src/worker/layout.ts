// Places people by what is between them, apart from the page: the same people and links come to lie in the same places.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { LayoutAsked } from "../maps/layout";

onmessage = ({ data }: MessageEvent<LayoutAsked>) => {
  const graph = new Graph({ type: "undirected" });
  for (const { id, x, y, fixed } of data.nodes) graph.addNode(id, { x, y, fixed });
  for (const { source, target, weight } of data.links) {
    if (source === target) continue;
    graph.updateEdge(source, target, (before) => ({ weight: Math.max(weight, (before.weight as number | undefined) ?? 0) }));
  }
  const many = graph.order;
  forceAtlas2.assign(graph, {
    iterations: many > 800 ? 250 : 600,
    settings: { barnesHutOptimize: many > 400, gravity: 1, scalingRatio: 10, strongGravityMode: many < 60, slowDown: 1 + Math.log(many + 1), edgeWeightInfluence: 1 },
  });
  postMessage(graph.mapNodes((id, { x, y }) => [id, x, y]));
};
