import { createTempFolder, waitFor } from '@backlot/testing'
import { expect, test } from 'vitest'
import { loadConfig } from '../config/load-config.ts'
import { startProcess } from './test-process.ts'

test('a simulated Radarr answers until it is stopped, and says what makes a host know it', { timeout: 120_000 }, async () => {
  await using folder = await createTempFolder()
  const simulator = startProcess(folder.path, ['simulate', 'radarr', '--port', '0', '--movies', '3', '--folder', 'films'])
  const settings = await waitFor('its settings', () => /arr:[^]*local: .*\n/.exec(simulator.stdout())?.[0])
  await folder.write({ 'backlot.yaml': settings })
  const { config } = await loadConfig({ flags: [], env: {}, cwd: folder.path })
  const [radarr] = config.arr.radarr
  expect(radarr).toMatchObject({ name: 'simulated', pathMappings: [{ remote: '/movies', local: `${folder.path}/films` }] })
  const response = await fetch(`${radarr?.url}/api/v3/movie`, { headers: { 'x-api-key': radarr?.apiKey ?? '' } })
  expect(await response.json()).toHaveLength(3)
  simulator.kill('SIGINT')
  expect(await simulator.ended).toBe(0)
})
