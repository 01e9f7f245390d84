/** What 8.10 to 8.19 offer is close enough to 8.12, which is tried; see docs/kibana_versions.md. */
const MAJOR = 8;
const FIRST_MINOR = 10;
const LAST_MINOR = 19;
const RANGE = `${MAJOR}.${FIRST_MINOR} to ${MAJOR}.${LAST_MINOR}`;

/** @throws Error that says which releases there is a zip for. */
export function checkKibanaVersion(version) {
  const parts = /^(\d+)\.(\d+)\.\d+$/.exec(version)?.slice(1).map(Number);
  if (!parts) {
    throw new Error(`--kibana-version must be a full version such as 8.12.2, not "${version}".`);
  }
  const [major, minor] = parts;
  if (major > MAJOR) {
    throw new Error(
      `Kibana ${version} shares other modules and another React than the app was made for; a zip can be built for ${RANGE}. docs/kibana_versions.md says what is missing.`,
    );
  }
  if (major < MAJOR || minor < FIRST_MINOR || minor > LAST_MINOR) {
    throw new Error(`A zip can be built for Kibana ${RANGE}, not for ${version}.`);
  }
}
