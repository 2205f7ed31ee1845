import type { Setting } from '../config/setting.ts'
import type { CommonOptions } from './command.ts'

/** The flags of a command that are settings. */
export interface SettingFlags extends CommonOptions {
  port?: string
  bind?: string
}

/** What the flags of a command set; they win over environment and file. */
export const configFlags = ({ data, port, bind, verbose }: SettingFlags): Setting[] => {
  const flags: Setting[] = []
  if (data !== undefined) flags.push({ path: ['data'], value: data, where: '--data' })
  if (port !== undefined) flags.push({ path: ['server', 'port'], value: Number(port), where: '--port' })
  if (bind !== undefined) flags.push({ path: ['server', 'bind'], value: bind, where: '--bind' })
  if (verbose === true) flags.push({ path: ['log', 'level'], value: 'debug', where: '--verbose' })
  return flags
}
