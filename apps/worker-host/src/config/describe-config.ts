import { shownSettings } from '@backlot/notifications'
import { shownArrSettings } from './arr-settings.ts'
import { secretSettings } from './config-schema.ts'
import type { LoadedConfig } from './load-config.ts'

/** One setting as `config print` shows it. */
export interface ShownSetting {
  path: string
  value: unknown
  /** Where it was written; `default` when nowhere. */
  from: string
}

/** Every setting with its value and where that came from; secrets hidden, settings that are not set left out. */
export const describeConfig = ({ config, origins }: LoadedConfig): ShownSetting[] =>
  leavesOf(shown(config), '').map(({ path, value }) => ({
    path,
    value: secretSettings.includes(path) ? '(secret)' : value,
    from: origins.get(path) ?? 'default',
  }))

const shown = (config: LoadedConfig['config']): object => ({
  ...config,
  notifications: { agents: config.notifications.agents.map(shownSettings) },
  arr: shownArrSettings(config.arr),
})

const leavesOf = (value: object, prefix: string): { path: string; value: unknown }[] =>
  Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (child === undefined) return []
    return typeof child === 'object' && child !== null && !Array.isArray(child) ? leavesOf(child, path) : [{ path, value: child }]
  })
