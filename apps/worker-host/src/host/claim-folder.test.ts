import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createTempFolder } from '@backlot/testing'
import { describe, expect, it } from 'vitest'
import { claimFolder, FolderInUseError } from './claim-folder.ts'
import { findHost } from './find-host.ts'
import { readHostFile } from './host-file.ts'

/** A process that lives until it is ended. */
const otherProcess = async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

describe('the claim of a data folder', () => {
  it('is one process at a time, and free again when it is given back', async () => {
    await using folder = await createTempFolder()
    const data = join(folder.path, 'data')
    const first = await claimFolder(data, 'start', 0)
    await expect(claimFolder(data, 'scan', 0)).rejects.toThrow(FolderInUseError)
    await first.release()
    await (await claimFolder(data, 'scan', 0)).release()
  })

  it('says who has it and where that one answers', async () => {
    await using folder = await createTempFolder()
    const claim = await claimFolder(folder.path, 'start', 0)
    await claim.announce('http://127.0.0.1:1')
    await expect(claimFolder(folder.path, 'start', 0)).rejects.toThrow(`a host (pid ${process.pid}, http://127.0.0.1:1)`)
  })

  it('is taken from a process that was killed, and from one whose pid belongs to another now', async () => {
    await using folder = await createTempFolder()
    const other = await otherProcess()
    await writeFile(join(folder.path, 'host.json'), JSON.stringify({ pid: other.pid, command: 'start', url: 'http://127.0.0.1:1' }))
    await expect(claimFolder(folder.path, 'start', 0)).rejects.toThrow(FolderInUseError)
    await other.end()
    await (await claimFolder(folder.path, 'start', 0)).release()
    if (process.platform !== 'linux') return
    await writeFile(join(folder.path, 'host.json'), JSON.stringify({ pid: process.pid, started: '1', command: 'start' }))
    await (await claimFolder(folder.path, 'start', 0)).release()
  })

  it('does not trip over a file that was cut off while it was written', async () => {
    await using folder = await createTempFolder()
    await writeFile(join(folder.path, 'host.json'), '{"pid":')
    const claim = await claimFolder(folder.path, 'start', 0)
    expect(await readHostFile(folder.path)).toMatchObject({ pid: process.pid })
    await claim.release()
  })

  it('waits for a command that ends soon', async () => {
    await using folder = await createTempFolder()
    const first = await claimFolder(folder.path, 'scan', 0)
    const second = claimFolder(folder.path, 'status', 10_000)
    await first.release()
    await (await second).release()
  })
})

describe('the host of a data folder', () => {
  it('is found when it lives and answers as the one that took the folder', async () => {
    await using folder = await createTempFolder()
    const server = createServer((_, response) => response.end(JSON.stringify({ status: 'ok', pid: process.pid })))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const claim = await claimFolder(folder.path, 'start', 0)
    expect(await findHost(folder.path)).toBeUndefined()
    await claim.announce(url)
    expect(await findHost(folder.path)).toEqual({ url, pid: process.pid })
    server.close()
    server.closeAllConnections()
    expect(await findHost(folder.path)).toBeUndefined()
  })

  it('is not another program that has its port now', async () => {
    await using folder = await createTempFolder()
    const server = createServer((_, response) => response.end('<html></html>'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const claim = await claimFolder(folder.path, 'start', 0)
    await claim.announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    expect(await findHost(folder.path)).toBeUndefined()
    server.close()
  })
})
