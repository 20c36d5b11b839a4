import { useEffect, useState } from 'react'
import { callLog } from '../../api/api-context.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { Form } from '../../parts/Form.tsx'
import { type Session, readSession } from '../../session.ts'
import { NameFields, PasswordField } from './account-fields.tsx'
import { OutsidePage, OutsideProblem } from './OutsidePage.tsx'
import { enterDashboard, outsideApi, takeToken } from './outside-api.ts'

type Who = 'new' | 'known'

export const AcceptInvitationPage = () => {
  const [token] = useState(takeToken)
  const [session, setSession] = useState<Session | null>(null)
  const [who, setWho] = useState<Who>('new')
  useEffect(() => {
    readSession(callLog).then(setSession, () => {})
  }, [])
  const accept = useWrite((body: object) => outsideApi.post('/v1/dashboard/team/invitations/accept', body))
  const send = async (details: object) => {
    const answer = await accept.run({ invitation_token: token, ...details })
    if (answer !== null) enterDashboard()
  }
  if (token === null)
    return (
      <OutsidePage
        title="This link does not work"
        intro="An invitation’s link is good for seven days, and once. Ask for another one, and open it whole, as it stands in the message."
      />
    )
  if (session)
    return (
      <OutsidePage title="Join the team" intro={`You are signed in as ${session.user.email}.`}>
        <OutsideProblem problem={accept.problem} />
        <Button look="primary" className="w-full" isBusy={accept.isRunning} onClick={() => void send({})}>
          Accept the invitation
        </Button>
      </OutsidePage>
    )
  return (
    <OutsidePage
      title="Join the team"
      intro="The invitation belongs to the e-mail address that it was sent to."
    >
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
        <legend className="mb-1 font-medium">Do you have an account?</legend>
        {(
          [
            ['new', 'No, I am new'],
            ['known', 'Yes'],
          ] as const
        ).map(([value, words]) => (
          <label key={value} className="flex items-center gap-2">
            <input
              type="radio"
              name="who"
              checked={who === value}
              onChange={() => setWho(value)}
              className="accent-accent"
            />
            {words}
          </label>
        ))}
      </fieldset>
      <Form
        key={who}
        className="space-y-4"
        problem={accept.problem}
        onSubmit={(form) =>
          send(
            who === 'new'
              ? {
                  first_name: form.get('first_name'),
                  last_name: form.get('last_name'),
                  password: form.get('password'),
                }
              : { password: form.get('password') },
          )
        }
      >
        <OutsideProblem problem={accept.problem} />
        {who === 'new' && <NameFields />}
        <PasswordField isNew={who === 'new'} />
        <Button type="submit" look="primary" className="w-full" isBusy={accept.isRunning}>
          Accept the invitation
        </Button>
      </Form>
    </OutsidePage>
  )
}
