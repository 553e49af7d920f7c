/**
 * Every shape of a workflow's life that is kept as a history, as `<workflow>-<shape>`, and what a history must hold to be
 * one: types of events and activities, names of signals, or words of a payload. New ones may be added, none may go.
 */
const MARKS = {
  'dedupe-run-finished': ['openRun', 'nextClusters', 'closeRun', 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED'],
  'dedupe-run-paused': ['"signalName": "pause"', '"signalName": "resume"', '"signalName": "goOn"'],
  'dedupe-run-approved': ['"signalName": "approve"', '"signalName": "reject"', '"signalName": "finish"'],
  'dedupe-run-cancelled': ['EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED', 'EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED'],
  'dedupe-run-braked': ['canary: 3 of 3 clusters did not end as done', '"signalName": "resume"'],
  'dedupe-run-dry': ['"dryRun":true'],
  'dedupe-run-continued-first': ['EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'],
  'dedupe-run-continued-middle': ['continuedExecutionRunId', 'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'],
  'dedupe-run-continued-last': ['continuedExecutionRunId', 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED'],
  'dedupe-run-canary-filled-up': ['"id":"canary-filled-up"', '"crmQueue"', '"outcome":"not-started"'],
  'dedupe-run-signalled': [
    '"id":"orders-in-store"',
    'takeRun',
    '"signalName": "wake"',
    '"signalName": "resume"',
    '"id":"store-counts"',
    'hearStop',
    '"code":"',
  ],
  'merge-cluster-plain': ['backUpContact', 'sendMerge', 'reconcileMerge', '"outcome":"done","merged":1'],
  'merge-cluster-trio': ['"outcome":"done","merged":2'],
  'merge-cluster-held': ['"kind":"not-applied"', '"outcome":"held"'],
  'merge-cluster-dry': ['"kind":"would-merge"'],
  'merge-cluster-stopped': ['"kind":"stopped"', '"signalName": "goOn"', '"outcome":"done"'],
  'merge-cluster-cancelled': ['EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED', '"outcome":"done"'],
  'merge-cluster-attempt-lost': ['EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT', 'replaceAttempt', '"outcome":"done"'],
  'merge-cluster-consent': ['tightenConsent', '"outcome":"done"'],
  'merge-cluster-external-ref': [
    '"refChange":true',
    'changeExternalRef',
    '"kind":"pending"',
    '"outcome":"done","merged":2',
  ],
  'merge-cluster-fewer-turns': ['"id":"fewer-turns"', '"waitMs"', '"outcome":"done","merged":1'],
  'merge-cluster-fewer-turns-trio': ['"id":"fewer-turns"', '"outcome":"done","merged":2'],
  'merge-cluster-fewer-turns-late': ['"id":"fewer-turns"', '"kind":"pending"', 'TIMER_FIRED', '"outcome":"done"'],
  'merge-cluster-siblings-wait': ['"id":"siblings-wait"', 'leavePair', '"code":"waits-for"', '"outcome":"held"'],
  'merge-cluster-own-queues': ['"crmQueue"', '"databaseId"', '"outcome":"done","merged":1'],
  'dedupe-run-anew-first': ['"id":"continues-anywhere"', 'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'],
  'dedupe-run-anew-last': ['continuedExecutionRunId', 'EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED'],
  'merge-cluster-disk': ['"type": "Disk.', '"by":"disk"', 'replaceAttempt', '"outcome":"done","merged":1'],
  'merge-cluster-members-first': ['"id":"members-first"', 'compareMembers', '"outcome":"done","merged":2'],
  'merge-cluster-undecided': [
    'compareMembers',
    '"code":"cluster-undecided"',
    '"outcome":"drifted"',
    '"undecided":true',
  ],
  'merge-cluster-given-up': ['"type": "Fault.', '"code":"step-failed"', '"outcome":"held"'],
  'merge-cluster-anew-first': ['"id":"continues-anywhere"', 'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'],
  'merge-cluster-anew-last': ['continuedExecutionRunId', '"carried"', '"outcome":"done","merged":4'],
  'merge-cluster-goes-on': ['"parent"', '"orders"', '"kind":"stopped"', 'hearStop', '"outcome":"done"'],
  'resolve-pair-resend': ['"as":"resend"', 'sendMerge', '"outcome":"done"'],
  'resolve-pair-abandon': ['"as":"abandon"', '"outcome":"abandoned"'],
  'resolve-pair-merged': ['"as":"merged"', 'reconcileMerge', '"outcome":"done"'],
  'resolve-pair-settled': ['"as":"settled-merged"', 'settlePair', '"outcome":"settled-merged"'],
  'resolve-pair-ordered': ['"id":"words-are-rows"', 'takeOrder', 'sendMerge', '"outcome":"done"'],
  'resolve-pair-fewer-turns': ['"id":"fewer-turns"', '"as":"merged"', '"outcome":"done"'],
} satisfies Record<string, string[]>;

export type Shape = keyof typeof MARKS;

export const SHAPES: [Shape, string[]][] = Object.entries(MARKS) as [Shape, string[]][];
