export function AnomaliesPage() {
  return <p>Anomalies</p>;
}
