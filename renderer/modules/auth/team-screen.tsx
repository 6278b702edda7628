import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { MemberView } from '../../../shared/modules/core/model-views.ts'
import { roles } from '../../../shared/modules/auth/model.ts'
import type { Role } from '../../../shared/modules/auth/model.ts'
import { Day } from '../../components/show/day.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { Tag } from '../../components/show/status-badge.tsx'
import { useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { showError } from '../../feedback/show.tsx'
import { showUndo } from '../../feedback/show-undo.tsx'
import { useWords } from '../../language/words.tsx'
import { useMay, useSession } from '../../session/session.tsx'
import { initialsOf } from './initials.ts'
import { MemberForm } from './member-form.tsx'
import { MemberFacts } from './member-facts.tsx'
import { MemberPasswordDialog } from './member-password-dialog.tsx'
import { RightsPanel } from './rights-panel.tsx'
import styles from './team.module.css'

/** Who works here, with what role, and what that role may do. */
export function TeamScreen() {
  const { t } = useWords()
  const mayAdd = useMay('member.create')
  const search: { add?: unknown } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data, error, refetch } = useCore(['team', 'list'], {})
  // 'add', or the id of the member whose record is open
  const [side, setSide] = useState<string | null>(search.add === true && mayAdd ? 'add' : null)
  const [passwordFor, setPasswordFor] = useState<MemberView | null>(null)
  const edited = data?.find((member) => member.id === side)
  function close() {
    setSide(null)
    if (search.add === true) void navigate({ to: '/team', search: {}, replace: true })
  }
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <ScreenHeader
          title={t('team.title')}
          aside={data ? t('team.members', { count: data.length }) : null}
          actions={
            mayAdd ? (
              <Button leftSection={<IconPlus size={16} />} onClick={() => setSide('add')}>
                {t('team.add')}
              </Button>
            ) : null
          }
        />
        {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
        {data ? <MemberTable members={data} onEdit={setSide} onPassword={setPasswordFor} /> : null}
        <RightsPanel />
      </div>
      {side === 'add' ? <MemberForm onClose={close} /> : null}
      {edited ? <MemberFacts key={edited.id} member={edited} onClose={close} /> : null}
      <MemberPasswordDialog member={passwordFor} onClose={() => setPasswordFor(null)} />
    </div>
  )
}

type TableProps = { members: readonly MemberView[]; onEdit: (id: string) => void; onPassword: (member: MemberView) => void }

function MemberTable({ members, onEdit, onPassword }: TableProps) {
  const { t } = useWords()
  // What this post knows of passwords and sign-ins is not what the server knows.
  const joined = (useCore(['sync', 'state'], {}).data?.server ?? null) !== null
  const { member: me } = useSession()
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('team.column.name')}</th>
            <th scope="col">{t('team.column.role')}</th>
            <th scope="col">{t('team.column.contact')}</th>
            <th scope="col" data-align="right">
              {t('team.column.properties')}
            </th>
            <th scope="col">{t(joined ? 'team.column.last_here' : 'team.column.last')}</th>
            <th scope="col">{t('team.column.state')}</th>
            <td aria-hidden />
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id} data-inactive={!member.active || undefined}>
              <td>
                <span className={styles.person}>
                  <span className={styles.initials} aria-hidden>
                    {initialsOf(member.name)}
                  </span>
                  <span className={styles.personWords}>
                    <span className={styles.personName}>
                      {member.name}
                      {member.id === me.id ? <span className={styles.quiet}> · {t('team.you')}</span> : null}
                    </span>
                    <span className={styles.quiet}>{[member.position, member.email].filter(Boolean).join(' · ')}</span>
                  </span>
                </span>
              </td>
              <td>{t(`shell.role.${member.role}`)}</td>
              <td>{member.phone ?? <span className={styles.quiet}>–</span>}</td>
              <td data-align="right">{member.properties}</td>
              <td>
                {member.lastSignInAt === null ? (
                  <span className={styles.quiet}>{t('team.never')}</span>
                ) : (
                  <Day at={member.lastSignInAt} withTime />
                )}
              </td>
              <td>
                {!member.active ? (
                  <Tag tone="grey">{t('team.state.inactive')}</Tag>
                ) : member.hasPassword || joined ? (
                  <Tag tone="lagoon">{t('team.state.active')}</Tag>
                ) : (
                  <Tag tone="amber">{t('team.state.no_password')}</Tag>
                )}
              </td>
              <td data-align="right">
                <MemberMenu member={member} onEdit={onEdit} onPassword={onPassword} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function MemberMenu({ member, onEdit, onPassword }: Omit<TableProps, 'members'> & { member: MemberView }) {
  const { t } = useWords()
  const { run } = useCommand()
  const navigate = useNavigate()
  const { member: me } = useSession()
  const [mayEdit, maySetRole, maySetActive, maySetPassword] = [
    useMay('member.update'),
    useMay('member.setRole'),
    useMay('member.setActive'),
    useMay('team.setPassword'),
  ]

  async function setRole(role: Role) {
    try {
      const { commandId } = await run('member.setRole', { id: member.id, role })
      showUndo({ message: t('team.role_changed', { name: member.name, role: t(`shell.role.${role}`) }), commandId })
    } catch (error) {
      showError(error)
    }
  }
  async function setActive(active: boolean) {
    try {
      const { commandId } = await run('member.setActive', { id: member.id, active })
      showUndo({ message: t(active ? 'team.activated' : 'team.deactivated', { name: member.name }), commandId })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <ActionIcon size={28} aria-label={t('team.menu.label', { name: member.name })}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() =>
            void navigate({ to: '/properties', search: { filters: [{ field: 'agentId', operator: 'is', value: member.id }] } })
          }
        >
          {t('team.menu.properties')}
        </Menu.Item>
        {mayEdit ? <Menu.Item onClick={() => onEdit(member.id)}>{t('team.menu.edit')}</Menu.Item> : null}
        {maySetRole ? (
          <>
            <Menu.Divider />
            {roles
              .filter((role) => role !== member.role)
              .map((role) => (
                <Menu.Item key={role} onClick={() => void setRole(role)}>
                  {t('team.menu.role', { role: t(`shell.role.${role}`).toLowerCase() })}
                </Menu.Item>
              ))}
          </>
        ) : null}
        {maySetPassword && member.id !== me.id ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onPassword(member)}>{t('team.menu.password')}</Menu.Item>
          </>
        ) : null}
        {maySetActive && member.id !== me.id ? (
          <Menu.Item {...(member.active ? { color: 'red' } : {})} onClick={() => void setActive(!member.active)}>
            {t(member.active ? 'team.menu.deactivate' : 'team.menu.activate')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}
