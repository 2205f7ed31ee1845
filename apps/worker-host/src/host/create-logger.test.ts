import { expect, it } from 'vitest'
import { configSchema } from '../config/config-schema.ts'
import { configSecrets } from '../config/config-secrets.ts'
import { createLogger } from './create-logger.ts'

const setup = (pretty: boolean, level: 'info' | 'error' = 'info') => {
  const lines: string[] = []
  const secrets = configSecrets(configSchema.parse({ database: { url: 'postgres://user:p%40ss"word@db/x' } }))
  return { lines, logger: createLogger({ level, secrets, pretty, write: (line) => void lines.push(line) }) }
}

it('never writes a secret, wherever it stands', () => {
  for (const pretty of [true, false]) {
    const { lines, logger } = setup(pretty)
    logger.info({ url: 'postgres://user:p%40ss%22word@db/x', nested: { text: 'has p@ss"word in it' } }, 'failed with p@ss"word')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('[secret]')
    expect(lines[0]).not.toMatch(/p@ss|p%40ss/)
  }
})

it('writes from another level on as soon as it is told', () => {
  const { lines, logger } = setup(false, 'error')
  logger.debug({}, 'unseen')
  logger.level = 'debug'
  logger.debug({}, 'seen')
  logger.level = 'error'
  logger.warn({}, 'unseen')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 'debug', msg: 'seen' }])
})

it('writes a line for people on a terminal and JSON elsewhere, from its level on', () => {
  const pretty = setup(true)
  pretty.logger.warn({ kind: 'cleanup', count: 2 }, 'Something')
  expect(pretty.lines[0]).toMatch(/^\d\d:\d\d:\d\d WARN {2}Something kind=cleanup count=2$/)
  const json = setup(false, 'error')
  json.logger.warn({}, 'unseen')
  json.logger.error({ kind: 'cleanup' }, 'seen')
  expect(json.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 'error', kind: 'cleanup', msg: 'seen' }])
})
