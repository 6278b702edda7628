import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'

/** Fails on what keeps somebody from working: axe findings that are serious or critical. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  expect(await graveFindings(page), where).toEqual([])
}

export async function graveFindings(page: Page): Promise<string[]> {
  // Legacy mode: axe would open a second page otherwise, which Electron does not let it.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} — ${String(node.target)}`))
}
