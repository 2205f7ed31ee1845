import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from './start-postgres.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backlot-server-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a server is made once, keeps what it holds, is adopted while it runs, and starts after a crash left its pid file', async () => {
  const first = await startPostgres({ folder })
  await query(first.url, `create table films (title text); insert into films values ('Métropolis')`)
  expect(await query(first.url, `select upper(title) as title from films`)).toEqual([{ title: 'MÉTROPOLIS' }])

  const same = await startPostgres({ folder })
  expect(same).toMatchObject({ adopted: true, pid: first.pid, port: first.port })
  const pidFile = join(folder, 'cluster', 'postmaster.pid')
  const left = await readFile(pidFile, 'utf8')
  await same.stop()

  // As after a power cut: the file speaks of a process that is another program now.
  await writeFile(pidFile, left.replace(/^\d+/, String(process.pid)))
  const second = await startPostgres({ folder })
  expect(second.adopted).toBe(false)
  expect(await query(second.url, 'select title from films')).toEqual([{ title: 'Métropolis' }])
  await second.stop()
})

test('a wrong password is refused, and one that somebody chooses is as hard to guess as PostgreSQL makes it', async () => {
  const server = await startPostgres({ folder })
  await query(server.url, `create role somebody password 'chosen'`)
  const rounds = `select rolname, split_part(rolpassword, ':', 1) as rounds from pg_authid where rolpassword is not null order by 1`
  expect(await query(server.url, rounds)).toEqual([
    { rolname: 'postgres', rounds: 'SCRAM-SHA-256$1' },
    { rolname: 'somebody', rounds: 'SCRAM-SHA-256$4096' },
  ])
  const url = new URL(server.url)
  url.password = 'guessed'
  await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed')
  await server.stop()
})

test('a folder that was copied while its server ran gets a server of its own', async () => {
  const original = await startPostgres({ folder })
  await query(original.url, 'checkpoint')
  const copied = `${folder}-copy`
  await cp(folder, copied, { recursive: true })
  const copy = await startPostgres({ folder: copied }).catch((error: unknown) => error)
  // The copy may be torn, as copies of running servers are; what counts is that the original is left alone.
  if (!(copy instanceof Error)) {
    const server = copy as Awaited<ReturnType<typeof startPostgres>>
    expect(server.pid).not.toBe(original.pid)
    await server.stop()
  }
  expect(await query(original.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await original.stop()
  await rm(copied, { recursive: true, force: true })
})
