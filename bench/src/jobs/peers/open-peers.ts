import { createRequire } from 'node:module'
import type { BenchServer } from '../bench-server.ts'
import type { Contestant } from '../contestant.ts'
import { bullmq } from './bullmq.ts'
import { graphileBest, graphileDefault } from './graphile.ts'
import { pgBossBest, pgBossDefault } from './pg-boss.ts'
import { startRedis } from './redis-server.ts'

/** The peers that can be asked for. */
export const peerNames = ['graphile', 'bullmq', 'pg-boss'] as const

/** One of them. */
export type PeerName = (typeof peerNames)[number]

/** The peers of a run. */
export interface Peers extends AsyncDisposable {
  contestants: Contestant[]
  /** Why a peer that was asked for is not there, by its name. */
  skipped: Partial<Record<PeerName, string>>
  /** The version of the Redis that was started for them. */
  redis: string | undefined
}

/** Makes the peers that were asked for, with what they need; ends that when it is disposed of. */
export const openPeers = async (server: BenchServer, names: readonly PeerName[]): Promise<Peers> => {
  const missing = names.includes('bullmq') ? whyNoRedisClient() : undefined
  const redis = names.includes('bullmq') && missing === undefined ? await startRedis() : undefined
  const noRedis = missing ?? (redis === undefined ? 'redis-server is not installed' : undefined)
  return {
    contestants: [
      ...(names.includes('graphile') ? [graphileDefault(server), graphileBest(server)] : []),
      ...(redis === undefined ? [] : [bullmq(redis)]),
      ...(names.includes('pg-boss') ? [pgBossDefault(server), pgBossBest(server)] : []),
    ],
    skipped: names.includes('bullmq') && noRedis !== undefined ? { bullmq: noRedis } : {},
    redis: redis?.version,
    [Symbol.asyncDispose]: async () => await redis?.[Symbol.asyncDispose](),
  }
}

/** BullMQ 6 brings no Redis client of its own: it takes `ioredis` where that is installed. */
const whyNoRedisClient = (): string | undefined => {
  try {
    createRequire(import.meta.url).resolve('ioredis')
    return undefined
  } catch {
    return 'the package ioredis, which BullMQ needs for Redis, is not installed'
  }
}
