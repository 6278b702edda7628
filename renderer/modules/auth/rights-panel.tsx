import { Button } from '@mantine/core'
import { IconCheck, IconMinus, IconUser } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { roles } from '../../../shared/modules/auth/model.ts'
import type { RightsTable } from '../../../shared/modules/core/model-views.ts'
import { isMessageKey } from '../../../shared/language/index.ts'
import { Panel } from '../../components/show/panel.tsx'
import { useCore } from '../../data/use-core.ts'
import { useWords } from '../../language/words.tsx'
import styles from './team.module.css'

type Line = RightsTable['rows'][number]
type Level = Line['levels'][string]

const groups = {
  property: ['property', 'propertyPhoto', 'propertyDocument', 'properties', 'catalogue'],
  contact: ['contact', 'contacts'],
  import: ['importBatch', 'imports', 'file', 'files'],
  agency: ['agency', 'member', 'team', 'backup', 'sync'],
  core: ['core', 'savedView', 'views', 'conflict', 'conflicts', 'attention', 'notification', 'notifications'],
} as const

/** The rule itself, in words: what each role may do. */
export function RightsPanel() {
  const { t } = useWords()
  const [shown, setShown] = useState(false)
  return (
    <Panel
      className={styles.rights!}
      title={t('team.rights.title')}
      aside={
        <Button size="compact-sm" variant="subtle" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t(shown ? 'team.rights.hide' : 'team.rights.show')}
        </Button>
      }
    >
      {shown ? (
        <Rights />
      ) : (
        <dl className={styles.roleTexts}>
          {roles.map((role) => (
            <div key={role}>
              <dt>{t(`shell.role.${role}`)}</dt>
              <dd>{t(`team.role_text.${role}`)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  )
}

function Rights() {
  const { t, tKey } = useWords()
  const { data } = useCore(['team', 'rights'], {})
  if (!data) return null
  // What no role may do here is not a matter of roles (founding an agency, an online payment's answer).
  const lines = data.rows.filter((row) => roles.some((role) => row.levels[role] !== 'none'))
  const of = (prefixes: readonly string[]) => lines.filter((row) => prefixes.includes(row.name.split('.')[0]!))
  const words = (row: Line) => (isMessageKey(`team.can.${row.name}`) ? tKey(`team.can.${row.name}`) : row.name)
  return (
    <>
      <p className={styles.quiet}>{t('team.rights.text')}</p>
      <table className={styles.rightsTable}>
        <thead>
          <tr>
            <th scope="col">{t('team.rights.action')}</th>
            {roles.map((role) => (
              <th key={role} scope="col">
                {t(`shell.role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(groups).map(([group, prefixes]) => (
            <Fragment key={group}>
              <tr>
                <th scope="rowgroup" colSpan={roles.length + 1} className={styles.rightsGroup}>
                  {tKey(`team.groups.${group}`)}
                </th>
              </tr>
              {of(prefixes).map((row) => (
                <tr key={row.name}>
                  <th scope="row" className={styles.rightsAction}>
                    {words(row)}
                  </th>
                  {roles.map((role) => (
                    <td key={role}>
                      <LevelMark level={row.levels[role] ?? 'none'} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  )
}

function LevelMark({ level }: { level: Level }) {
  const { t } = useWords()
  const Icon = level === 'none' ? IconMinus : level === 'own' ? IconUser : IconCheck
  return (
    <span className={styles.level} data-level={level}>
      <Icon size={14} aria-hidden />
      {t(`team.rights.level.${level}`)}
    </span>
  )
}
