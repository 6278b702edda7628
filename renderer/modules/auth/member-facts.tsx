import type { MemberView } from '../../../shared/modules/core/model-views.ts'
import { InlinePhone, InlineText } from '../../components/fields/inline-kinds.tsx'
import { SidePanel } from '../../components/show/side-panel.tsx'
import { seenUnits, useCommand } from '../../data/use-command.ts'
import { useWords } from '../../language/words.tsx'
import { useSession } from '../../session/session.tsx'
import styles from './team.module.css'

/** The record of a member; e-mail and role have their own acts. */
export function MemberFacts({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { agency } = useSession()
  const save = (field: 'name' | 'phone' | 'position', value: string | null) =>
    run('member.update', { id: member.id, patch: { [field]: value } }, { base: seenUnits(member, [field]) })
  return (
    <SidePanel title={t('team.form.edit_title', { name: member.name })} onClose={onClose}>
      <div className={styles.form}>
        <InlineText
          label={t('member.name')}
          value={member.name}
          check={(value) => (value === null ? t('session.check.required') : null)}
          save={(value) => save('name', value)}
        />
        <InlineText label={t('member.email')} value={member.email} readOnly save={(value) => save('name', value)} />
        <InlinePhone
          label={t('member.phone')}
          country={agency.country}
          value={member.phone}
          save={(value) => save('phone', value)}
        />
        <InlineText label={t('member.position')} value={member.position} save={(value) => save('position', value)} />
      </div>
    </SidePanel>
  )
}
