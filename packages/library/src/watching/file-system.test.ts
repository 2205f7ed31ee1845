import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { fileSystemAt, isWatchable } from './file-system.ts'

const mounts = `22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:26 / /proc rw - proc proc rw
41 22 0:50 / /media/nas rw,relatime shared:7 master:2 - nfs4 nas:/volume1 rw,vers=4.2
42 22 0:51 / /media/win rw - cifs //win/films rw
43 22 0:52 / /media/ssh rw - fuse.sshfs user@host:/films rw
44 22 0:53 / /media/pool rw - fuse.mergerfs a:b rw
45 22 0:54 / /media/cloud rw - fuse.rclone remote: rw
46 22 0:55 / /media/with\\040space rw - 9p host rw
47 22 0:56 / /media/twice rw - nfs a:/b rw
48 22 254:1 / /media/twice rw - xfs /dev/vdb rw
49 22 254:2 / /media/ntfs rw - fuseblk /dev/sdc1 rw`

test.each([
  ['/media/films', 'ext4'],
  ['/media/nas/films', 'nfs4'],
  ['/media/nas', 'nfs4'],
  ['/media/nas2', 'ext4'],
  ['/media/with space/films', '9p'],
  ['/media/twice/films', 'xfs'],
])('%s is on %s', (path, type) => {
  expect(fileSystemAt(path, mounts)).toBe(type)
})

test('network file systems are not watched, and why is said; local ones are', async () => {
  const watchable = async (path: string) => await isWatchable(path, async () => await Promise.resolve(mounts))
  for (const path of ['/media/nas/x', '/media/win', '/media/ssh', '/media/cloud', '/media/with space'])
    expect(await watchable(path)).toEqual({ watchable: false, why: expect.stringContaining('network file system') })
  expect(await watchable('/media/nas')).toMatchObject({ why: expect.stringContaining('(nfs4)') })
  for (const path of ['/', '/media/films', '/media/pool', '/media/twice', '/media/ntfs'])
    expect(await watchable(path)).toEqual({ watchable: true })
})

test("this machine's own folder for temporary files can be watched", async () => {
  expect(await isWatchable(tmpdir())).toEqual({ watchable: true })
  expect(await isWatchable('/anything', async () => await Promise.resolve(''))).toEqual({ watchable: true })
})
