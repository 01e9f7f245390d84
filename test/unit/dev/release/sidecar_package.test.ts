import type * as SidecarPackage from '../../../../dev/release/sidecar_package.mjs' with {
  'resolution-mode': 'import',
};
import lock from '../../../../package-lock.json';
import manifest from '../../../../package.json';

describe('the package of the sidecar', () => {
  let sidecarPackage: typeof SidecarPackage;

  beforeAll(async () => {
    sidecarPackage = await import('../../../../dev/release/sidecar_package.mjs');
  });

  it('should bring both commands and what they need, and nothing of development', () => {
    const made = sidecarPackage.packageManifest(manifest);
    expect(Object.keys(made.bin)).toEqual(['anomalies', 'anomalies-sidecar']);
    expect(made.dependencies).toEqual(manifest.dependencies);
    expect(made).not.toHaveProperty('devDependencies');
    expect(made).not.toHaveProperty('scripts');
  });

  it('should pin each of its packages to the version that was tested', () => {
    const made = sidecarPackage.packageManifest(manifest);
    const { packages } = sidecarPackage.shrinkwrap(lock, made);
    for (const name of Object.keys(manifest.dependencies)) {
      expect(packages).toHaveProperty([`node_modules/${name}`, 'integrity']);
    }
    expect(Object.values(packages).filter((entry) => 'dev' in entry && entry.dev)).toEqual([]);
    expect(packages).not.toHaveProperty(['node_modules/jest']);
  });
});
