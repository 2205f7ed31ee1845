/** One value of the configuration with the place it was written at. */
export interface Setting {
  path: readonly PropertyKey[]
  value: unknown
  /** `backlot.yaml:12`, `BACKLOT_SERVER__PORT`, `--port`. */
  where: string
}

/** A setting's path as people write it: `jobs.queues.bulk`, `libraries.0.name`. */
export const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.')
