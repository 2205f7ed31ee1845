import { createTempFolder } from '@backlot/testing'
import { describe, expect, it } from 'vitest'
import { commandTable } from './command-table.ts'
import { runCommand } from './test-terminal.ts'

describe('backlot', () => {
  it('lists every command when it is asked for help or for nothing', async () => {
    for (const argv of [[], ['--help'], ['help']]) {
      const { code, output } = await runCommand(argv)
      expect(code).toBe(0)
      for (const { name } of commandTable) expect(output).toContain(`  ${name}`)
    }
  })

  it('refuses an unknown command with the nearest known one', async () => {
    const { code, notes } = await runCommand(['serch'])
    expect(code).toBe(2)
    expect(notes).toEqual(['There is no command "serch". Did you mean "search"?'])
  })

  it('refuses an unknown option, a missing argument and a wrong choice as usage', async () => {
    expect((await runCommand(['config', 'print', '--nope'])).code).toBe(2)
    expect((await runCommand(['parse'])).code).toBe(2)
    expect((await runCommand(['parse', 'x', '--type', 'book'])).code).toBe(2)
    expect((await runCommand(['jobs', 'cancel'])).code).toBe(2)
  })

  it('takes neither a level nor a size that there is not, and changes no level where no host runs', async () => {
    await using folder = await createTempFolder()
    expect((await runCommand(['queue', 'resize', 'bulk', 'many'], { cwd: folder.path })).code).toBe(2)
    expect((await runCommand(['log', 'level', 'loud'], { cwd: folder.path })).code).toBe(2)
    const { code, notes } = await runCommand(['log', 'level', 'debug'], { cwd: folder.path })
    expect({ code, notes }).toEqual({ code: 69, notes: [`No host runs on the data folder ${folder.path}/.backlot`] })
  })

  it.each(commandTable.map(({ name }) => name))('explains "%s" with its options and what it is for', async (name) => {
    const { code, output } = await runCommand([name, '--help'])
    expect(code).toBe(0)
    expect(output).toContain(`Usage: backlot ${name}`)
    expect(output).toContain('Examples:')
  })

  it('prints the version', async () => {
    expect((await runCommand(['--version'])).output).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
