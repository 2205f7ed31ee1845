import { readFile } from 'node:fs/promises'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchServer } from './bench-server.ts'

/** What the figures were taken on. */
export interface Machine {
  processor: string
  cores: number
  memoryGb: number
  system: string
  node: string
  postgres: string
  /** Settings of the server that matter to speed. */
  postgresSettings: Record<string, string>
  /** The versions that were measured, by package; Redis where it was there. */
  versions: Record<string, string>
  /** Load average of the minute before the run: above 0.5 the machine had other work, and only ratios count. */
  loadBefore: number
  takenAt: string
}

/** Settings that a reader of the figures would ask for. */
const settingNames = ['fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'shared_buffers', 'max_wal_size']

/** Describes the machine and the server of a run; the load is the one before the run began. */
export const describeMachine = async (server: BenchServer, loadBefore: number, redis: string | undefined): Promise<Machine> => {
  const settings = await server.query<{ name: string; value: string }>(
    `select name, current_setting(name) as value from pg_settings where name = any ($1) or name = 'server_version' order by name`,
    [settingNames],
  )
  const { server_version: postgres = 'unknown', ...postgresSettings } = Object.fromEntries(settings.map(({ name, value }) => [name, value]))
  const packages = await Promise.all(
    ['pg', 'pg-boss', 'graphile-worker', 'bullmq'].map(async (name) => [name, await versionOf(name)] as const),
  )
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    postgres,
    postgresSettings,
    versions: { ...Object.fromEntries(packages), ...(redis === undefined ? {} : { redis }) },
    loadBefore,
    takenAt: new Date().toISOString(),
  }
}

/** Load average of the last minute, with two places. */
export const currentLoad = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100

/** The version of an installed package: not every package lets its package.json be imported, so it is looked for. */
const versionOf = async (name: string): Promise<string> => {
  for (let folder = dirname(fileURLToPath(import.meta.resolve(name))); folder !== dirname(folder); folder = dirname(folder)) {
    const found = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}')
    const { name: itsName, version } = JSON.parse(found) as { name?: string; version?: string }
    if (itsName === name && version !== undefined) return version
  }
  return 'unknown'
}
