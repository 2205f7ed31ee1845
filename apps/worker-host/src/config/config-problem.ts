/** One thing that is wrong with the configuration. */
export interface ConfigProblem {
  /** Where the value was written: `backlot.yaml:12`, `BACKLOT_SERVER__PORT`, `--port`. */
  where: string
  /** What is wrong, with the setting's path, and what to do. */
  message: string
}

/** The configuration cannot be used; names every problem at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ where, message }) => `${where}: ${message}`).join('\n'))
    this.problems = problems
  }
}
