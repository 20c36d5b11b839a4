import { useParams } from 'react-router'
import { useRead } from '../../api/use-read.ts'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { Notice } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { Tabs } from '../../parts/Tabs.tsx'
import { When } from '../../parts/When.tsx'
import type { EmailMessage } from './email.ts'
import { EmailStatus } from './EmailStatus.tsx'
import { MessageFrame } from './MessageFrame.tsx'

export const EmailPage = () => {
  const { id } = useParams() as { id: string }
  const reading = useRead<EmailMessage>(`/v1/developer/emails/${id}`)
  return (
    <DetailPage
      kind="E-mail"
      id={id}
      up={{ path: 'mail', name: 'Mail' }}
      reading={reading}
      title={({ subject }) => subject ?? 'Being written'}
      badges={(email) => <EmailStatus email={email} />}
      aside={(email) => <EmailFacts email={email} />}
    >
      {({ html, text, last_error }) => (
        <>
          {last_error !== null && (
            <Notice tone="attention" title="It could not be sent">
              <p>{last_error}</p>
            </Notice>
          )}
          <div className="card min-w-0">
            {html === null && text === null ? (
              <p className="px-4 py-6 text-ink-soft">
                The message is not written yet. Look again in a moment.
              </p>
            ) : (
              <Tabs
                label="The message"
                tabs={[
                  { name: 'As it looks', show: () => <MessageFrame html={html ?? ''} /> },
                  { name: 'As text', show: () => <TextView text={text ?? ''} /> },
                ]}
              />
            )}
          </div>
        </>
      )}
    </DetailPage>
  )
}

const TextView = ({ text }: { text: string }) => (
  <pre
    className="overflow-x-auto p-4 font-mono text-[13px] whitespace-pre-wrap"
    tabIndex={0}
    role="region"
    aria-label="The message as text"
  >
    {text}
  </pre>
)

const EmailFacts = ({ email }: { email: EmailMessage }) => (
  <Section title="Details">
    <Facts
      facts={[
        [
          'To',
          <span key="to" className="break-all">
            {email.to}
          </span>,
        ],
        ['Order', <IdLink key="order" id={email.order_id} isShort />],
        ['Attempts', email.attempts],
        ['Created', <When key="created" at={email.created_at} />],
        [email.sent_by === 'catcher' ? 'Caught' : 'Sent', <When key="sent" at={email.sent_at} />],
      ]}
    />
  </Section>
)
