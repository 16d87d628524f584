import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Queue } from './queue/queue.js';

export type Metrics = ReturnType<typeof createMetrics>;

/** Creates the metrics. Labels are our own words, and contain nothing from a request. */
export function createMetrics(queue: Pick<Queue<object>, 'counts' | 'oldestJobSeconds'>) {
  const registry = new Registry();
  const registers = [registry];
  new Gauge({
    name: 'sender_jobs',
    help: 'Jobs in the database, which all processes share: queued (waiting or in progress), or dead letters',
    labelNames: ['state'],
    registers,
    async collect() {
      // If the database is down, only the metrics that need it are omitted.
      this.reset();
      const counts = await queue.counts().catch(() => ({}));
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'sender_oldest_job_seconds',
    help: 'The age of the oldest queued job; 0 if there is none',
    registers,
    async collect() {
      this.remove();
      const seconds = await queue.oldestJobSeconds().catch(() => undefined);
      if (seconds !== undefined) this.set(seconds);
    },
  });
  const smtpFailures = new Counter({
    name: 'sender_smtp_failures_total',
    help: 'Tries that failed: deferred (4xx), rejected (5xx), or broken (the connection)',
    labelNames: ['kind'],
    registers,
  });
  // From 0, so that a rate counts the first failure too.
  for (const kind of ['deferred', 'rejected', 'broken']) smtpFailures.inc({ kind }, 0);
  return {
    registry,
    calls: new Counter({
      name: 'sender_calls_total',
      help: 'Calls of the API, by the code of the answer',
      labelNames: ['code'],
      registers,
    }),
    renderSeconds: new Histogram({
      name: 'sender_render_seconds',
      help: 'How long it takes to render a mail',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
      registers,
    }),
    callToSmtpSeconds: new Histogram({
      name: 'sender_call_to_smtp_seconds',
      help: 'From the request to the SMTP server accepting the mail',
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600, 6 * 3600, 24 * 3600],
      registers,
    }),
    smtpFailures,
  };
}
