import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import type { PostView, SyncState } from '../../../../shared/modules/core/model-views.ts'
import { formatInstant } from '../../../../shared/values/period.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { showNotice } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame, useMay } from '../../../session/session.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import styles from '../exchanges.module.css'

/** The computers of the agency, as the server knows them: how far each is, and how one is taken out. */
export function PostsPanel({ stopped }: { stopped: SyncState['stopped'] }) {
  const { t } = useWords()
  const { data, error, refetch } = useCore(['sync', 'posts'], {})
  const [leaving, setLeaving] = useState<PostView | null>(null)
  const isAway = error?.code === 'online_only'
  return (
    <Panel title={t('exchange.posts.title')} aside={data ? data.filter(({ revokedAt }) => revokedAt === null).length : null}>
      {error && !isAway && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {isAway && stopped !== null ? <p className={styles.stand}>{t(stopped === 'signedOut' ? 'exchange.posts.signed_out' : 'exchange.posts.offline')}</p> : null}
      {!data && (!error || (isAway && stopped === null)) ? <p className={styles.stand}>{t('exchange.posts.asking')}</p> : null}
      {data && (!isAway || stopped === null) ? (
        <ul className={styles.posts} aria-label={t('exchange.posts.title')}>
          {data.map((post) => (
            <PostLine key={post.id} post={post} onRevoke={() => setLeaving(post)} />
          ))}
        </ul>
      ) : null}
      <RevokeDialog
        post={leaving}
        onClose={(done) => {
          setLeaving(null)
          if (done) void refetch()
        }}
      />
    </Panel>
  )
}

function PostLine({ post, onRevoke }: { post: PostView; onRevoke: () => void }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const mayRevoke = useMay('sync.revokePost')
  const { by, seenAt, behind, here, revokedAt } = post
  const name = post.name || t('exchange.posts.unnamed')
  const when = seenAt === null ? null : formatInstant(seenAt, { language, zone, now: Date.now() })
  return (
    <li className={styles.post} data-gone={revokedAt !== null || undefined}>
      <span className={styles.postWords}>
        <span className={styles.postName}>
          {name}
          {here ? <span className={styles.muted}> ({t('exchange.posts.this')})</span> : null}
        </span>
        <span className={styles.muted}>
          {when === null ? t('exchange.posts.never') : by === null ? t('exchange.posts.seen', { when }) : t('exchange.posts.by', { name: by, when })}
        </span>
      </span>
      {revokedAt !== null ? <Tag tone="grey">{t('exchange.posts.revoked')}</Tag> : null}
      {revokedAt === null && behind === 0 ? <Tag tone="lagoon">{t('exchange.posts.in_step')}</Tag> : null}
      {revokedAt === null && behind > 0 ? <Tag tone="amber">{t('exchange.posts.behind', { count: behind })}</Tag> : null}
      {mayRevoke && !here && revokedAt === null ? (
        <Button size="compact-sm" variant="default" onClick={onRevoke} aria-label={t('exchange.posts.revoke_label', { name })}>
          {t('exchange.posts.revoke')}
        </Button>
      ) : null}
    </li>
  )
}

function RevokeDialog({ post, onClose }: { post: PostView | null; onClose: (done: boolean) => void }) {
  const { t } = useWords()
  const core = useCoreClient()
  const { waiting, problem, act } = useFormAct()
  const name = post?.name || t('exchange.posts.unnamed')
  const revoke = (id: string) =>
    act(async () => {
      await core.sync.revokePost({ id })
      showNotice(t('exchange.posts.done', { name }))
      onClose(true)
    })
  return (
    <Modal
      opened={post !== null}
      onClose={() => onClose(false)}
      title={post ? t('exchange.posts.sure', { name }) : ''}
      size={460}
      closeButtonProps={{ 'aria-label': t('common.action.close') }}
    >
      <p className={styles.stand}>{t('exchange.posts.text')}</p>
      <FormProblem>{problem}</FormProblem>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => onClose(false)}>
          {t('common.action.cancel')}
        </Button>
        <Button color="red" loading={waiting} onClick={() => post && void revoke(post.id)}>
          {t('exchange.posts.submit')}
        </Button>
      </Group>
    </Modal>
  )
}
