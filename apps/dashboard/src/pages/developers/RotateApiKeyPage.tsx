import { useState } from 'react'
import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { useWrite } from '../../api/use-write.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Button } from '../../parts/Button.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { ExactTime } from '../../parts/ExactTime.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { type ApiKey, type NewApiKey, keyStatus } from './api-key.ts'
import { RotationStep } from './RotationStep.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'

/** Replaces a key without an interruption. Source: contract, flint-platform 9.2, rule 8. */
export const RotateApiKeyPage = () => {
  const { id } = useParams() as { id: string }
  const reading = useRead<ApiKey>(`/v1/api-keys/${id}`)
  return (
    <DetailPage
      kind="API key"
      id={id}
      up={{ path: `api-keys/${id}`, name: 'The key' }}
      reading={reading}
      title={({ name }) => `Rotate ${name}`}
    >
      {(apiKey) => <Rotation old={apiKey} reload={reading.reload} />}
    </DetailPage>
  )
}

const Rotation = ({ old, reload }: { old: ApiKey; reload: () => Promise<void> }) => {
  const api = useApi()
  const [made, setMade] = useState<NewApiKey | null>(null)
  const create = useWrite((_: void, idempotencyKey) => {
    const { name, scopes, sandbox_id, expires_at, dialect } = old
    return api.post<NewApiKey>(
      '/v1/api-keys',
      {
        name,
        scopes,
        dialect,
        ...(sandbox_id === undefined ? {} : { sandbox_id }),
        ...(keyStatus(old, new Date()) === 'active' && expires_at !== null ? { expires_at } : {}),
      },
      { idempotencyKey },
    )
  })
  const isRevoked = old.status === 'revoked'
  return (
    <ol className="card max-w-3xl divide-y divide-line">
      <RotationStep number={1} title="Create a replacement" isDone={made !== null}>
        <p>
          It is for the same API, with the same name and the same {old.scopes.length} scopes. Both keys work
          until you revoke the old one.
        </p>
        {create.problem !== null && <ProblemNotice problem={create.problem} />}
        {made ? (
          <SecretOnce secret={made.secret_key} what="New API key" />
        ) : (
          <Button
            look="primary"
            isBusy={create.isRunning}
            disabledReason={isRevoked ? 'The key is revoked already' : null}
            onClick={() => void create.run().then((answer) => answer && setMade(answer))}
          >
            Create replacement
          </Button>
        )}
      </RotationStep>
      <RotationStep number={2} title="Deploy it" isDone={isRevoked}>
        <p>
          Put the new key where the old one is, and start your programs again. The old key begins with{' '}
          <code>{old.key_prefix}…</code> and was last used{' '}
          {old.last_used_at === null ? 'never' : <ExactTime at={old.last_used_at} />}. When that time stands
          still, nothing uses it any more.
        </p>
        <Button isSmall onClick={() => void reload()}>
          Look again
        </Button>
      </RotationStep>
      <RotationStep number={3} title="Revoke the old key" isDone={isRevoked}>
        {isRevoked ? (
          <p className="flex flex-wrap items-center gap-2">
            <Icon name="done" />
            Done.{made && <IdLink id={made.api_key_id} words="Open the new key" />}
          </p>
        ) : (
          <>
            <p>It is refused from then on, and cannot be brought back.</p>
            <ActionButton
              needs="accounts.api_keys.write"
              label="Revoke old key"
              look="danger"
              title={`Revoke the old “${old.name}”?`}
              confirm="Revoke key"
              isDanger
              done="Old key revoked"
              disabledReason={made === null ? 'Create the replacement first' : null}
              send={(_form, idempotencyKey) =>
                api.post(`/v1/api-keys/${old.api_key_id}/revoke`, undefined, { idempotencyKey })
              }
              onDone={reload}
            >
              <p>Programs that still use it are refused at once.</p>
            </ActionButton>
          </>
        )}
      </RotationStep>
    </ol>
  )
}
