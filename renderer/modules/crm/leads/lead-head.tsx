import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core'
import { IconBrandWhatsapp, IconChevronDown, IconDots, IconMail, IconPhone, IconTrash, IconUserCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { qualifications } from '../../../../shared/modules/crm/model-lead.ts'
import type { LeadStatus } from '../../../../shared/modules/crm/model-lead.ts'
import type { LeadView } from '../../../../shared/modules/crm/model-views.ts'
import { isOpen, leadMoves } from '../../../../shared/modules/crm/rules-lead.ts'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useMay, useSession } from '../../../session/session.tsx'
import { toneOfLead, toneOfQualification } from './lead-words.ts'
import type { LeadActs } from './use-lead-acts.tsx'
import styles from './leads.module.css'

/** Won is not chosen: it is what converting makes of a lead. */
const movesOf = (status: LeadStatus) => leadMoves(status).filter((to) => to !== 'won')

type Part = { view: LeadView; acts: LeadActs }

/** Stage, qualification and agent: each a menu of what is allowed. */
export function LeadMenus({ view: { row, mayEdit }, acts }: Part) {
  const { t } = useWords()
  const team = useCore(['team', 'list'], {})
  const status = t(`lead.statuses.${row.status}`)
  const qualification = t(`lead.qualifications.${row.qualification}`)
  const agent = row.agentName ?? t('leads.page.no_agent')
  const badge = <Tag tone={toneOfLead[row.status]}>{status}</Tag>
  const mark = <Tag tone={toneOfQualification[row.qualification]}>{qualification}</Tag>
  if (!mayEdit)
    return (
      <span className={styles.menus}>
        {badge} {mark} <span className={styles.muted}>{agent}</span>
      </span>
    )
  return (
    <span className={styles.menus}>
      <Choice label={t('leads.page.change_status', { status })} shown={badge}>
        {movesOf(row.status).map((to) => (
          <Menu.Item key={to} onClick={() => void acts.move(row, to)}>
            {t(`leads.moves.${to}`)}
          </Menu.Item>
        ))}
      </Choice>
      <Choice label={t('leads.page.change_qualification', { qualification })} shown={mark}>
        {qualifications
          .filter((one) => one !== row.qualification)
          .map((one) => (
            <Menu.Item key={one} onClick={() => void acts.qualify(row, one)}>
              {t(`lead.qualifications.${one}`)}
            </Menu.Item>
          ))}
      </Choice>
      <Choice label={t('leads.page.change_agent', { name: agent })} shown={<span className={row.agentName === null ? styles.noAgent : undefined}>{agent}</span>}>
        {(team.data ?? [])
          .filter((member) => member.active && member.id !== row.agentId)
          .map((member) => (
            <Menu.Item key={member.id} onClick={() => void acts.assign(row, member)}>
              {member.name}
            </Menu.Item>
          ))}
        {row.agentId === null ? null : (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void acts.assign(row, null)}>{t('leads.nobody')}</Menu.Item>
          </>
        )}
      </Choice>
    </span>
  )
}

function Choice({ label, shown, children }: { label: string; shown: ReactNode; children: ReactNode }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={styles.choice} aria-label={label}>
          {shown}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}

/** WhatsApp first, then a call, then a letter; and, at the end of the way, the client. */
export function LeadActions({ view, acts, onDelete }: Part & { onDelete?: () => void }) {
  const { t } = useWords()
  const { agency, member } = useSession()
  const { lead, row } = view
  const mayDelete = useMay('lead.delete') && view.mayEdit
  const text = t('leads.page.whatsapp_text', { name: lead.name, member: member.name, agency: agency.name })
  return (
    <div className={styles.actions}>
      {lead.phoneE164 === null ? null : (
        <>
          <Button
            component="a"
            href={`https://wa.me/${lead.phoneE164.replace('+', '')}?text=${encodeURIComponent(text)}`}
            target="_blank"
            rel="noreferrer"
            size="sm"
            variant={lead.whatsapp ? 'filled' : 'default'}
            leftSection={<IconBrandWhatsapp size={17} />}
          >
            {t('leads.page.whatsapp')}
          </Button>
          <Button component="a" href={`tel:${lead.phoneE164}`} size="sm" variant="default" leftSection={<IconPhone size={16} />}>
            {t('leads.page.call')}
          </Button>
        </>
      )}
      {lead.email === null ? null : (
        <Button component="a" href={`mailto:${lead.email}`} size="sm" variant="default" leftSection={<IconMail size={16} />}>
          {t('leads.page.mail')}
        </Button>
      )}
      {view.mayEdit && isOpen(lead.status) && lead.contactId === null ? (
        <Button size="sm" variant="light" leftSection={<IconUserCheck size={16} />} onClick={() => void acts.move(row, 'won')}>
          {t('leads.page.convert')}
        </Button>
      ) : null}
      {mayDelete && onDelete ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={34} variant="default" aria-label={t('leads.page.more')}>
              <IconDots size={17} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={onDelete}>
              {t('leads.page.delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </div>
  )
}
