#!/usr/bin/env bash
# Shows that the checks can fail: breaks a class on purpose, one thing at a time, and runs the checks that must reject it.
#
#   stress/mutants.sh [NAME...]
#   EFFORT=ci stress/mutants.sh [NAME...]     # with as little effort as run.sh ci
#
# After stress/run.sh, which builds what this needs. Nothing of the project is changed: the broken class is compiled to a
# directory of its own, in front of the real one. docs/reliability.md lists what is broken here and why.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
. stress/lib.sh
only=" $* "
effort=${EFFORT:-full}
longest=$([ "$effort" = ci ] && echo 80 || echo 1200)
survivors=0
work=$PWD/stress/target/mutants

# breaks NAME SOURCE PERL CHECK... : each check has to reject the source changed by the Perl expression.
breaks() {
  local name=$1 source=$2 change=$3
  shift 3
  if [ "$only" != "  " ] && [[ "$only" != *" $name "* ]]; then
    return 0
  fi
  local directory=$work/$name
  rm -rf "$directory"
  mkdir -p "$directory/classes"
  local broken=$directory/${source##*/}
  perl -0pe "$change" "$source" > "$broken"
  if cmp -s "$source" "$broken"; then
    echo "$name: nothing was changed; $source is not what it was" >&2
    survivors=$((survivors + 1))
    return 0
  fi
  "${jdk}javac" -nowarn -proc:none -parameters --release 17 -cp "$classes" -d "$directory/classes" "$broken"
  for check in "$@"; do
    local start=$SECONDS
    local how=rejected
    if rejects "$directory" "$check"; then
      echo "$name: $how by $check, $((SECONDS - start)) s"
    else
      echo "$name: NOT rejected by $check; see $directory/$check.log"
      survivors=$((survivors + 1))
    fi
  done
}

# What goes on for ever is rejected, too: so the bound is ten times what it takes otherwise.
rejects() {
  local log=$1/$2.log status=0
  case $2 in
    *Model) models "$1/classes" "$effort" "$longest" 1/1 "$2" > "$log" 2>&1 || status=$? ;;
    *) memory "$1/classes" "$effort" "$longest" -t "$2" > "$log" 2>&1 || status=$? ;;
  esac
  if is_late "$status"; then
    how="not ended, and so rejected"
  elif [ "$status" = 0 ] || ! grep -qE '^BROKEN|Observed forbidden state' "$log"; then
    return 1
  fi
}

core=framework-core/src/main/java/io/quayside/core
nio2=transport-nio2/src/main/java/io/quayside/transport/nio2

# ---- the free list
breaks top-without-tag $core/pool/FreeStacks.java \
  's/\(\(\(seen >>> 32\) \+ 1\) << 32\)/((seen >>> 32) << 32)/' LeaseOrderModel FreeListStress
breaks push-without-cas $core/pool/FreeStacks.java \
  's/if \(LONGS\.compareAndSet\(heads, place, seen, pack\(seen, index \+ 1\)\)\) \{\s*return;\s*\}/LONGS.setVolatile(heads, place, pack(seen, index + 1)); if (true) return;/' \
  LeaseOrderModel GrowthModel FreeListStress
breaks empty-one-after-the-other $core/pool/FreeStacks.java \
  's/return tags != SOMETHING && tags == glance\(\);/return true;/' StealingModel
breaks others-not-asked $core/pool/FreeStacks.java \
  's/int index = popFrom\(place\(first \+ i\)\);/int index = popFrom(place(first));/' StealingModel
breaks release-before-cleaning $core/pool/IndexPool.java \
  's/try \{\s*cleaner\.accept\(items\.getPlain\(index\)\);\s*\} finally \{\s*free\.push\(stack, index\);[^\n]*\s*\}/T item = items.getPlain(index); free.push(stack, index); cleaner.accept(item);/' \
  LeaseStress
breaks lease-ended-without-cas $core/pool/IndexPool.java \
  's/if \(!INTS\.compareAndSet\(leases, index, LEASED, FREE\)\) \{/boolean leased = (int) INTS.getVolatile(leases, index) == LEASED; INTS.setVolatile(leases, index, FREE); if (!leased) {/' \
  DoubleReleaseModel
breaks exhausted-while-growing $core/pool/IndexPool.java \
  's/if \(settled\.get\(\) >= limit\) \{\s*return !free\.wereEmpty\(\);\s*\}\s*Thread\.onSpinWait\(\);\s*return true;/return !free.wereEmpty();/' \
  GrowthModel
breaks range-reserved-without-cas $core/pool/IndexPool.java \
  's/if \(reserved\.compareAndSet\(from, to\)\) \{/reserved.set(to); {/' GrowthModel

# ---- who waits for a context
breaks not-looking-after-enqueueing $core/pool/SlabPool.java \
  's/if \(classes\[i\]\.hasFree\(\)\) \{/if (classes[i].size() < 0) {/' WakeUpModel WakeUpStress
breaks looking-before-enqueueing $core/pool/SlabPool.java \
  's/classes\[fitting\]\.enqueue\(wakeUp\);(.*?)(classes\[i\]\.wakeFirst\(\);)\s*return;\s*\}\s*\}/$1classes[fitting].enqueue(wakeUp); $2 return; } } classes[fitting].enqueue(wakeUp);/s' \
  WakeUpModel WakeUpStress
breaks waiters-counted-late $core/pool/SizeClass.java \
  's/waiters\.incrementAndGet\(\);/waiters.setRelease(waiters.getPlain() + 1);/' WakeUpStress
breaks only-the-first-is-told $core/pool/SizeClass.java \
  's/while \(first != null && !first\.getAsBoolean\(\)\) \{\s*first = poll\(\);\s*\}/if (first != null) first.getAsBoolean();/' WakeUpModel
breaks smaller-not-told $core/pool/SizeClass.java \
  's/each = each\.smaller;/each = null;/' WakeUpModel

# ---- the send queue
breaks announced-without-a-second-look $core/session/Backlog.java \
  's/relieve\(\); \/\/ it may all[^\n]*//' CongestionStress
breaks flag-raised-late $core/session/Backlog.java \
  's/        congested = true;/        CONGESTED.setRelease(this, true);/' CongestionStress
breaks drained-by-two $core/session/SendQueue.java \
  's/if \(HEAD\.compareAndSet\(this, IDLE, DRAINING\)\) \{/if (head == IDLE) { head = DRAINING;/' SendQueueModel MeetAtIdle
breaks idle-without-cas $core/session/SendQueue.java \
  's/return HEAD\.compareAndSet\(this, DRAINING, IDLE\);/head = IDLE; return true;/' \
  SendQueueModel DrainingStress
breaks in-flight-one-too-low $core/session/SendQueue.java \
  's/IN_FLIGHT\.setRelease\(this, count \+ 1\)/IN_FLIGHT.setRelease(this, count)/' SendQueueModel
breaks in-flight-after-the-post $core/session/SendQueue.java \
  's/IN_FLIGHT\.setRelease\(this, count \+ 1\);(\s*boolean posted = false;\s*try \{\s*posted = connection\.send\(first\);)/$1 IN_FLIGHT.setRelease(this, count + 1);/' \
  SendQueueModel DrainingStress
breaks finish-forgotten $core/session/SendQueue.java \
  's/if \(finishing\) \{/if (finishing \&\& count() < 0) {/; s/(    private void closeIfIdle)/    private int count() { return 0; }\n\n$1/' SendQueueModel
breaks refused-with-the-chain-of-others $core/session/SendQueue.java \
  's/oldest\.next\(null\); \/\/ a try[^\n]*//' SendQueueModel

breaks not-held $core/session/SendQueue.java \
  's/(final void hold\(\) \{\s*)head = DRAINING;/$1/; s/(final void open\(\) \{\s*)drain\(take\(\)\);/$1/' \
  OpeningModel
breaks never-opened $core/session/SendQueue.java \
  's/(final void open\(\) \{\s*)drain\(take\(\)\);/$1/' OpeningModel FoundWhileOpening
breaks taken-without-the-lock $core/session/DroppingSendQueue.java \
  's/synchronized (\@Nullable IoContext next\(\))/$1/' DroppingModel
breaks dropped-without-the-lock $core/session/DroppingSendQueue.java \
  's/synchronized (\@Nullable IoContext tooOld\(\))/$1/' DroppingModel
breaks rested-beside-the-front $core/session/DroppingSendQueue.java \
  's/return front == null && super\.rest\(\);/return super.rest();/' DroppingStress
breaks dropped-and-still-counted $core/session/DroppingSendQueue.java \
  's/withdrawSilently\(load\(each\)\);[^\n]*//' DroppingModel

# ---- the strand and its tasks
breaks running-set-without-cas $core/session/Strand.java \
  's/int before = \(int\) EVENTS\.getAndBitwiseOr\(this, event \| RUNNING\);/int before = events; events = before | event | RUNNING;/' \
  StrandModel
breaks fast-path-without-cas $core/session/Strand.java \
  's/current\.strand == null && EVENTS\.compareAndSet\(this, 0, RUNNING\)\) \{/current.strand == null \&\& events == 0) { events = RUNNING;/' \
  StrandModel StrandStress
breaks quiet-without-cas $core/session/Strand.java \
  's/if \(EVENTS\.compareAndSet\(this, RUNNING, 0\)\) \{/if (events == RUNNING) { events = 0;/' StrandModel StrandStress
breaks runner-erased-too-late $core/session/Strand.java \
  's/runner = null;\s*if \(EVENTS\.compareAndSet\(this, RUNNING, 0\)\) \{/if (EVENTS.compareAndSet(this, RUNNING, 0)) { runner = null;/' StrandModel
breaks never-left $core/session/Strand.java \
  's/(final void leave\(\) \{)\s*runner = null;/$1/' StrandModel
breaks resumed-without-the-word $core/session/Strand.java \
  's/int\) EVENTS\.getAndBitwiseAnd\(this, RUNNING\) & ~RUNNING/int) EVENTS.getAndSet(this, RUNNING) \& ~RUNNING \& ~2/' StrandModel SuspendStress
breaks tasks-taken-without-cas $core/session/TaskList.java \
  's/Task task = \(Task\) TOP\.getAndSet\(this, null\);/Task task = top; top = null;/' TaskListModel TaskListStress
breaks closed-with-tasks $core/session/TaskList.java \
  's/return TOP\.compareAndSet\(this, null, CLOSED\);/boolean empty = top == null; top = CLOSED; return empty;/' \
  TaskListModel TaskListStress

# ---- the session
breaks context-not-released $core/session/Pipeline.java \
  's/mine\.queue\(\)\.terminate\(\);\s*incoming\.release\(\);/mine.queue().terminate();/' SessionModel ReceiveSendClose
breaks queue-not-terminated $core/session/Pipeline.java \
  's/mine\.queue\(\)\.terminate\(\);//' SessionModel SendAndLose
breaks found-before-prepared $core/session/Pipeline.java \
  's/owner\.prepare\(OPENED\);[^\n]*(.*?)owner\.connection\(\)\.start\(this\);/$1owner.connection().start(this); owner.prepare(OPENED);/s' \
  OpenAndStop
breaks over-with-tasks $core/session/Pipeline.java \
  's/if \(!mine\.tasks\(\)\.close\(\)\) \{\s*return;[^\n]*\s*\}/mine.tasks().close();/' SessionModel TasksAndEnd

# ---- a session without a context
breaks wake-up-kept $core/session/IncomingHalf.java \
  's/if \(sparesOne\) \{\s*passWakeUpOn\(\);[^\n]*\s*\}//' \
  StarvingModel ToldAndClosed
breaks wake-up-lost-at-the-end $core/session/Pipeline.java \
  's/if \(incoming\.hasWaited\(\)\) \{\s*incoming\.passWakeUpOn\(\);\s*\}//' StarvingModel ToldAndLost
breaks wake-up-for-the-dead $core/session/StandardSession.java \
  's/(boolean wakeForContext\(\) \{\s*)if \(ended\) \{\s*return false;\s*\}/$1/' StarvingModel ToldAndLost

# ---- who waits to be let in
breaks closed-before-watched $core/admission/WaitingConnection.java \
  's/free = over \? letGo\(\) : null;/free = null;/' HandOverModel GoneOnArrival
breaks given-back-while-posted $core/admission/WaitingConnection.java \
  's/if \(!posted\) \{ \/\/ or else a post[^\n]*/if (filled >= 0) {/' HandOverModel
breaks taken-while-posted $core/admission/WaitingConnection.java \
  's/posted = true; \/\/ now[^\n]*//' HandOverModel
breaks end-not-told $core/admission/WaitingConnection.java \
  's/if \(!isOver\) \{/if (filled >= 0) {/' HandOverModel FreeAndGone
breaks told-before-the-start $core/admission/WaitingConnection.java \
  's/if \(!started \|\| notice/if (notice/' ToldOnArrival
breaks started-twice $core/admission/WaitingConnection.java \
  's/if \(!started\) \{ \/\/ or it was let in[^\n]*\s*startConnection\(\);\s*\}/startConnection();/' HandOverModel FreeOnArrival
breaks gone-twice $core/admission/Admission.java \
  's/if \(line\.giveUp\(guest\)\) \{/line.giveUp(guest); {/' HandOverModel FreeAndGone
breaks too-late-twice $core/admission/WaitingLine.java \
  's/each\.remove\(\);\s*tired\.add\(guest\);/tired.add(guest);/' HandOverModel FreeAndTooLate
breaks nobody-let-in $core/admission/Admission.java \
  's/letNextIn\(\);(\s*\}\s*private boolean mayEnter)/$1/' HandOverModel FreeAndTooLate

# ---- a direction of transport-nio2
breaks let-go-without-cas $nio2/PostQueue.java \
  's/return HEAD\.compareAndSet\(this, OWNED, FREE\) \? null : chain\(OWNED\);/if (head == OWNED) { head = FREE; return null; } return chain(OWNED);/' \
  PostQueueModel OwnerStress
breaks owned-by-two $nio2/PostQueue.java \
  's/if \(HEAD\.compareAndSet\(this, FREE, OWNED\)\) \{/if (head == FREE) { head = OWNED;/' PostQueueModel OwnerStress
breaks refused-turned-around $nio2/PostQueue.java \
  's/            reversed\(newest\);//' PostQueueModel
breaks ended-without-cas $nio2/PostQueue.java \
  's/return HEAD\.compareAndSet\(this, FREE, ENDED\)/return head == FREE \&\& HEAD.getAndSet(this, ENDED) != null/' PostQueueModel

echo "$survivors not rejected"
[ "$survivors" = 0 ]
