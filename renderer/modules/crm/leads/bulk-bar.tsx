import { Button, CloseButton, Menu } from '@mantine/core'
import { IconArchive, IconArrowsShuffle, IconChevronDown } from '@tabler/icons-react'
import type { CommandInput, CommandName } from '../../../../shared/contract/commands.ts'
import type { Selection } from '../../../components/list/list-types.ts'
import { refusalOf, useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { showError, showNotice } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { useLeadWords } from './lead-words.ts'

type Order = { name: CommandName; input: CommandInput<CommandName> }
const perCall = 100
const perDistribution = 200

/** What can be done to many leads at once; each says what became of it and takes all of it back. */
export function LeadBulkBar({ selection }: { selection: Selection }) {
  const { t } = useWords()
  const words = useLeadWords()
  const { runAll } = useCommand()
  const team = useCore(['team', 'list'], {})
  const mayDistribute = useMay('lead.distribute')
  const ids = [...selection.ids]
  const count = ids.length

  async function send(orders: readonly Order[], message: (done: number) => string) {
    try {
      const outcomes = []
      for (let at = 0; at < orders.length; at += perCall) outcomes.push(...(await runAll(orders.slice(at, at + perCall))))
      const done = outcomes.filter((outcome) => outcome.status !== 'rejected')
      const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
      if (done.length > 0) {
        showUndo({ message: message(done.length), commandId: done.map(({ commandId }) => commandId) })
        selection.clear()
      }
      const first = refused[0]
      if (first && done.length === 0) showError(refusalOf(first))
      else if (first) showNotice(t('leads.some_refused', { count: refused.length, number: words.number(refused.length) }))
    } catch (error) {
      showError(error)
    }
  }
  const assign = (agent: { id: string; name: string } | null) =>
    send(
      ids.map((id) => ({ name: 'lead.assign', input: { id, agentId: agent?.id ?? null } })),
      (done) =>
        agent ? t('leads.assigned', { count: done, number: words.number(done), name: agent.name }) : t('leads.freed', { count: done, number: words.number(done) }),
    )
  const distribute = () =>
    send(
      Array.from({ length: Math.ceil(count / perDistribution) }, (_, at) => ({
        name: 'lead.distribute',
        input: { ids: ids.slice(at * perDistribution, (at + 1) * perDistribution) },
      })),
      () => t('leads.distributed'),
    )
  const archive = () =>
    send(
      ids.map((id) => ({ name: 'lead.setStatus', input: { id, to: 'archived' } })),
      (done) => t('leads.archived', { count: done, number: words.number(done) }),
    )

  return (
    <>
      <strong role="status">{t('leads.selected', { count, number: words.number(count) })}</strong>
      <Menu position="top-start">
        <Menu.Target>
          <Button variant="default" size="xs" rightSection={<IconChevronDown size={14} />}>
            {t('leads.assign')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(team.data ?? [])
            .filter((member) => member.active)
            .map((member) => (
              <Menu.Item key={member.id} onClick={() => void assign(member)}>
                {member.name}
              </Menu.Item>
            ))}
          <Menu.Divider />
          <Menu.Item onClick={() => void assign(null)}>{t('leads.nobody')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {mayDistribute ? (
        <Button variant="default" size="xs" leftSection={<IconArrowsShuffle size={15} />} onClick={() => void distribute()}>
          {t('leads.distribute')}
        </Button>
      ) : null}
      <Button variant="default" size="xs" leftSection={<IconArchive size={15} />} onClick={() => void archive()}>
        {t('leads.archive')}
      </Button>
      <CloseButton size="sm" ml="auto" onClick={selection.clear} aria-label={t('leads.clear_selection')} title={t('leads.clear_selection')} />
    </>
  )
}
