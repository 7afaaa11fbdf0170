import { lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { loadPart } from "./i18n";
import { Shell } from "./shell/Shell";
import { Boundary } from "./states/Boundary";
import { NotThere } from "./states/NotThere";
import { Pending } from "./states/Pending";

const Home = lazy(() => import("./pages/Home"));
const People = lazy(() => import("./pages/People"));
const Organizations = lazy(() => import("./pages/Organizations"));
const Person = lazy(() => import("./pages/Person"));
const Organization = lazy(() => import("./pages/Organization"));
const Deal = lazy(() => import("./pages/Deal"));
const OrgChart = lazy(() => import("./pages/OrgChart"));
const InfluenceMap = lazy(() => import("./maps/InfluenceMap"));
const Paths = lazy(() => import("./pages/Paths"));
const Tasks = lazy(() => import("./pages/Tasks"));
const Analysis = lazy(() => import("./analysis/Analysis"));
const Model = lazy(() => import("./analysis/Model"));
const Explorer = lazy(() => import("./explorer/Explorer"));
const Search = lazy(() => import("./pages/Search"));
const Duplicates = lazy(async () => {
  const [page] = await Promise.all([import("./duplicates/Duplicates"), loadPart("duplicates")]);
  return page;
});
const Imports = lazy(async () => {
  const [page] = await Promise.all([import("./imports/Imports"), loadPart("imports")]);
  return page;
});
const Quality = lazy(async () => {
  const [page] = await Promise.all([import("./quality/Quality"), loadPart("quality")]);
  return page;
});
const Admin = lazy(async () => {
  const [page] = await Promise.all([import("./admin/Admin"), loadPart("admin")]);
  return page;
});

export function Routes() {
  const [path] = useLocation();
  return (
    <Shell>
      <Boundary place={path}>
        <Suspense fallback={<Pending rows={6} />}>
          <Switch>
            <Route path="/" component={Home} />
            <Route path="/people" component={People} />
            <Route path="/people/:id">{({ id }) => <Person key={id} id={id} />}</Route>
            <Route path="/organizations" component={Organizations} />
            <Route path="/organizations/:id">{({ id }) => <Organization key={id} id={id} />}</Route>
            <Route path="/organizations/:id/chart">{({ id }) => <OrgChart key={id} id={id} />}</Route>
            <Route path="/organizations/:id/map">{({ id }) => <InfluenceMap key={id} id={id} kind="organization" />}</Route>
            <Route path="/people/:id/map">{({ id }) => <InfluenceMap key={id} id={id} kind="person" />}</Route>
            <Route path="/deals/:id">{({ id }) => <Deal key={id} id={id} />}</Route>
            <Route path="/deals/:id/map">{({ id }) => <InfluenceMap key={id} id={id} kind="deal" />}</Route>
            <Route path="/paths" component={Paths} />
            <Route path="/tasks" component={Tasks} />
            <Route path="/duplicates" component={Duplicates} />
            <Route path="/imports/:part?/:id?">{({ part, id }) => <Imports part={part} id={id} />}</Route>
            <Route path="/quality" component={Quality} />
            <Route path="/analysis" component={Analysis} />
            <Route path="/model" component={Model} />
            <Route path="/graphiql" component={Explorer} />
            <Route path="/search" component={Search} />
            <Route path="/admin/:part?/:id?">{({ part, id }) => <Admin part={part} id={id} />}</Route>
            <Route component={NotThere} />
          </Switch>
        </Suspense>
      </Boundary>
    </Shell>
  );
}
