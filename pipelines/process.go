package pipelines

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"

	"github.com/nightrounds/rounds/schemas/tables"
)

// process names a process among all that its machine runs or ran.
type process struct {
	host string
	pid  uint32
	mark string // boot, PID namespace and start with blanks between (proc(5)); empty where the system does not say
}

// letGo holds the claims this process freed and the warehouse did not hear of.
var letGo sync.Map

// claimOf is what a claim goes by.
func claimOf(l tables.Lease) [3]string { return [3]string{l.RunID, l.Source, l.Shard} }

func thisProcess() process {
	p := process{host: host(), pid: uint32(os.Getpid())}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	space, err2 := os.Readlink("/proc/self/ns/pid")
	_, start, err3 := stat(p.pid)
	if errors.Join(err, err2, err3) == nil {
		p.mark = fmt.Sprintf("%s %s %s", bytes.TrimSpace(boot), space, start)
	}
	return p
}

// outlived tells whether the process that made a claim is known to be no more, or is this one and let go of it. Only a process that this one could see is judged:
// a machine of the same name, another boot or container may be somewhere else, and its claim ends by itself.
func (p process) outlived(l tables.Lease) bool {
	if _, gone := letGo.Load(claimOf(l)); gone {
		return true
	}
	mine, theirs := strings.Fields(p.mark), strings.Fields(l.Process)
	if p.host != l.Host || len(mine) != 3 || len(theirs) != 3 || mine[0] != theirs[0] || mine[1] != theirs[1] {
		return false
	}
	other, err := os.FindProcess(int(l.PID))
	if err != nil {
		return false
	}
	err = other.Signal(syscall.Signal(0))
	if errors.Is(err, os.ErrProcessDone) || errors.Is(err, syscall.ESRCH) {
		return true
	}
	state, start, err := stat(l.PID)
	return err == nil && (state == "Z" || state == "X" || start != theirs[2])
}

// stat reads a process's state, Z and X are dead, and when it started, in ticks since the boot.
func stat(pid uint32) (state, start string, err error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", "", err
	}
	fields := bytes.Fields(b[bytes.LastIndexByte(b, ')')+1:]) // the program's name before it may hold anything
	if len(fields) < 20 {
		return "", "", errors.New("the process table has another form")
	}
	return string(fields[0]), string(fields[19]), nil
}
