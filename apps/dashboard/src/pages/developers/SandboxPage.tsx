import { useParams } from 'react-router'
import { useRead } from '../../api/use-read.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { useEnvironment } from '../../session-context.ts'
import { ClockSection } from './ClockSection.tsx'
import { FaultsSection } from './FaultsSection.tsx'
import { LiveEnvironment } from './LiveEnvironment.tsx'
import { SandboxActions } from './SandboxActions.tsx'
import { SandboxFiles } from './SandboxFiles.tsx'
import type { Sandbox } from './sandbox.ts'

export const SandboxPage = () => (
  <LiveEnvironment>
    <OneSandbox />
  </LiveEnvironment>
)

const OneSandbox = () => {
  const { id } = useParams() as { id: string }
  const reading = useRead<Sandbox>(`/v1/developer/sandboxes/${id}`)
  return (
    <DetailPage
      kind="Sandbox"
      id={id}
      up={{ path: 'sandboxes', name: 'Sandboxes' }}
      reading={reading}
      title={({ name }) => name}
      badges={({ status, is_default }) => (
        <>
          <StatusBadge status={status} />
          {is_default && <StatusBadge status="default" />}
        </>
      )}
      actions={(sandbox) => <SandboxActions sandbox={sandbox} onChange={reading.reload} />}
      aside={(sandbox) => (
        <>
          <SandboxFacts sandbox={sandbox} />
          {sandbox.status === 'active' && <SandboxFiles sandbox={sandbox} />}
        </>
      )}
    >
      {(sandbox) =>
        sandbox.status === 'active' ? (
          <>
            <ClockSection sandboxId={id} />
            <FaultsSection sandboxId={id} />
          </>
        ) : (
          <Notice title="This sandbox is archived">
            <p>Its keys are refused, and nothing happens in it any more.</p>
          </Notice>
        )
      }
    </DetailPage>
  )
}

const SandboxFacts = ({ sandbox }: { sandbox: Sandbox }) => {
  const { merchant, merchant_environment_id: shownId } = useEnvironment()
  const environmentId = merchant.environments.find(
    ({ sandbox_id }) => sandbox_id === sandbox.sandbox_id,
  )?.merchant_environment_id
  return (
    <Section title="Details">
      <Facts
        facts={[
          ['Created', <When key="created" at={sandbox.created_at} />],
          ['Changed', <When key="updated" at={sandbox.updated_at} />],
          environmentId !== undefined &&
            sandbox.status === 'active' && [
              'What is in it',
              environmentId === shownId ? (
                'This is the sandbox that you look at'
              ) : (
                <a key="open" className="link" href={`/dashboard/${environmentId}`}>
                  Switch to it
                </a>
              ),
            ],
        ]}
      />
    </Section>
  )
}
