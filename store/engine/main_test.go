package engine_test

import (
	"os"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }

var _ = engine.Database
