/** A package of a lock file of npm. */
export interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
}

/** Packages by their folder, as in `node_modules/zod`; the project itself is "". */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/** Whether every locked package is installed in its locked version; optional ones may be for other systems. */
export function holdsAll(locked: LockedPackages, installed: LockedPackages): boolean;

/** Installs the locked dependencies unless they are all there. Ends the program when it cannot. */
export function ensureDependencies(): void;
