import { Route, Switch } from 'react-router-dom';
import { IncidentPage } from './detail/incident_page';
import { IncidentListPage } from './list/incident_list_page';

/** The list of incidents, and below it each incident by its id. */
export function IncidentsPage() {
  return (
    <Switch>
      <Route
        path="/incidents/:id"
        render={({ match }) => <IncidentPage id={decodeURIComponent(match.params.id)} />}
      />
      <Route>
        <IncidentListPage />
      </Route>
    </Switch>
  );
}
