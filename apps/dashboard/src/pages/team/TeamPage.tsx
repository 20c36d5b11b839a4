import { useApi } from '../../api/api-context.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { SelectField, TextField } from '../../parts/Field.tsx'
import { ProblemNotice, Skeleton } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { When } from '../../parts/When.tsx'
import { useEnvironment, useSession } from '../../session-context.ts'
import { LocalMail } from '../../parts/LocalMail.tsx'
import { type Role, roleChoices, rolesBelow } from './roles.ts'

type Member = {
  user_id: string
  email: string
  first_name: string
  last_name: string
  role: Role
  created_at: string
}
type Invitation = { invitation_id: string; email: string; role: Role; expires_at: string; created_at: string }
type Team = { members: Member[]; invitations: Invitation[] }

/** Who works for the merchant, and as what. Source: contract, flint-platform 16.4. */
export const TeamPage = () => {
  const team = useRead<Team>('/v1/dashboard/team')
  const { merchant } = useEnvironment()
  const mayManage = merchant.role === 'owner' || merchant.role === 'admin'
  const reason = mayManage ? null : 'Owners and admins manage the team'
  return (
    <>
      <PageHead
        name="Team"
        below={`Who works for ${merchant.business_name}, in live mode and in every sandbox.`}
        actions={<InviteButton reason={reason} onDone={team.reload} />}
      />
      {team.problem !== null && <ProblemNotice problem={team.problem} onRetry={() => void team.reload()} />}
      {!team.data && team.problem === null && <Skeleton />}
      {team.data && (
        <div className="space-y-4">
          <Section title="Members" isFlush>
            <Members members={team.data.members} reason={reason} onDone={team.reload} />
          </Section>
          {team.data.invitations.length > 0 && (
            <Section title="Invited" isFlush>
              <Invitations invitations={team.data.invitations} reason={reason} onDone={team.reload} />
              <div className="px-4 py-3 empty:hidden">
                <LocalMail what="the invitation" />
              </div>
            </Section>
          )}
          <Section title="What each role may do">
            <dl className="grid gap-3 sm:grid-cols-2">
              {roleChoices.map(({ value, words, may }) => (
                <div key={value}>
                  <dt className="font-medium">{words}</dt>
                  <dd className="text-ink-soft">{may}</dd>
                </div>
              ))}
            </dl>
          </Section>
        </div>
      )}
    </>
  )
}

type Managed = { reason: string | null; onDone: () => Promise<void> }

const InviteButton = ({ reason, onDone }: Managed) => {
  const api = useApi()
  const { merchant } = useEnvironment()
  return (
    <ActionButton<Invitation>
      label="Invite somebody"
      look="primary"
      disabledReason={reason}
      title="Invite somebody"
      confirm="Send the invitation"
      done={({ email }) => `Invitation sent to ${email}`}
      send={(form, idempotencyKey) =>
        api.post(
          '/v1/dashboard/team/invitations',
          { email: form.get('email'), role: form.get('role') },
          { idempotencyKey },
        )
      }
      onDone={onDone}
    >
      <TextField label="E-mail address" name="email" type="email" required maxLength={254} />
      <SelectField label="Role" name="role" choices={rolesBelow(merchant.role)} defaultValue="viewer" />
      <p className="text-ink-soft">A link is mailed. It works once, for seven days.</p>
    </ActionButton>
  )
}

const Members = ({ members, reason, onDone }: Managed & { members: readonly Member[] }) => {
  const api = useApi()
  const { user } = useSession()
  const { merchant } = useEnvironment()
  const above = ({ role }: Member) =>
    role === 'owner' && merchant.role !== 'owner' ? 'Only an owner changes an owner' : null
  return (
    <DataTable
      label="Members"
      rows={members}
      keyOf={({ user_id }) => user_id}
      columns={[
        {
          name: 'Name',
          show: (member) => (
            <>
              <span className="font-medium">
                {member.first_name} {member.last_name}
              </span>
              {member.user_id === user.user_id && <span className="ml-1.5 text-ink-soft">you</span>}
            </>
          ),
        },
        {
          name: 'Role',
          show: ({ role }) => <StatusBadge status={role} tone={role === 'owner' ? 'accent' : 'calm'} />,
        },
        { name: 'E-mail', show: ({ email }) => <span className="break-all">{email}</span> },
        { name: 'Since', show: ({ created_at }) => <When at={created_at} format="day" />, isExtra: true },
        {
          name: 'Actions',
          isNumber: true,
          show: (member) => (
            <div className="flex flex-wrap justify-end gap-2">
              <ActionButton
                label="Change role"
                isSmall
                disabledReason={reason ?? above(member)}
                title={`Change the role of ${member.email}`}
                confirm="Change the role"
                done="Role changed"
                send={(form, idempotencyKey) =>
                  api.patch(
                    `/v1/dashboard/team/${member.user_id}`,
                    { role: form.get('role') },
                    { idempotencyKey },
                  )
                }
                onDone={onDone}
              >
                <SelectField
                  label="Role"
                  name="role"
                  choices={rolesBelow(merchant.role)}
                  defaultValue={member.role}
                />
              </ActionButton>
              <ActionButton
                label={member.user_id === user.user_id ? 'Leave' : 'Remove'}
                isSmall
                look="danger"
                isDanger
                disabledReason={member.user_id === user.user_id ? null : (reason ?? above(member))}
                title={member.user_id === user.user_id ? 'Leave the team?' : `Remove ${member.email}?`}
                confirm={member.user_id === user.user_id ? 'Leave' : 'Remove'}
                done="Removed from the team"
                send={(_form, idempotencyKey) =>
                  api.delete(`/v1/dashboard/team/${member.user_id}`, undefined, { idempotencyKey })
                }
                onDone={() =>
                  member.user_id === user.user_id ? void location.assign('/dashboard') : onDone()
                }
              >
                <p>The account stays, and what it may do for other merchants. It takes effect at once.</p>
              </ActionButton>
            </div>
          ),
        },
      ]}
    />
  )
}

const Invitations = ({ invitations, reason, onDone }: Managed & { invitations: readonly Invitation[] }) => {
  const api = useApi()
  return (
    <DataTable
      label="Invited"
      rows={invitations}
      keyOf={({ invitation_id }) => invitation_id}
      columns={[
        { name: 'E-mail', show: ({ email }) => <span className="font-medium break-all">{email}</span> },
        { name: 'Role', show: ({ role }) => <StatusBadge status={role} tone="calm" /> },
        { name: 'Good until', show: ({ expires_at }) => <When at={expires_at} /> },
        {
          name: 'Actions',
          isNumber: true,
          show: ({ invitation_id, email }) => (
            <ActionButton
              label="Withdraw"
              isSmall
              look="danger"
              isDanger
              disabledReason={reason}
              title={`Withdraw the invitation of ${email}?`}
              confirm="Withdraw"
              done="Invitation withdrawn"
              send={(_form, idempotencyKey) =>
                api.delete(`/v1/dashboard/team/invitations/${invitation_id}`, undefined, { idempotencyKey })
              }
              onDone={onDone}
            >
              <p>The link in the message does not work any more then.</p>
            </ActionButton>
          ),
        },
      ]}
    />
  )
}
